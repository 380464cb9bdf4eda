package dev.sluice.tests.member;

import static dev.sluice.tests.member.Caller.POLL;
import static org.assertj.core.api.Assertions.assertThat;

import com.lightstreamer.client.ClientListener;
import com.lightstreamer.client.LightstreamerClient;
import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.Behaviour;
import dev.sluice.tests.kit.CuttingProxy;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.NodeSettings;
import dev.sluice.tests.member.Caller.Talk;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests that come to a node for a session of another: one node whose window is over, one that is still in it. */
@Timeout(180)
class WrongNodeTest {

    private static NodeProcess home;
    private static NodeProcess strict;
    private static NodeProcess young;

    @BeforeAll
    static void start() throws IOException {
        home = NodeProcess.start(settings(3_600_000));
        young = NodeProcess.start(settings(3_600_000));
        strict = NodeProcess.start(settings(0).set("session_timeout_millis", "1000").without("session_recovery_millis"));
        String session = Caller.of(home.port()).session();
        Await.until("the window of the strict node is over", () -> Caller.of(strict.port()).control(session).startsWith("REQERR,1,11,"));
    }

    @AfterAll
    static void stop() {
        home.close();
        strict.close();
        young.close();
    }

    private static NodeSettings settings(long windowMillis) {
        return new NodeSettings().property("sluice.replacement_window_millis", Long.toString(windowMillis));
    }

    @Test
    @Behaviour({21, 22})
    void afterTheWindowTheSessionIsElsewhere() throws IOException {
        String session = Caller.of(home.port()).session();
        Caller wrong = Caller.of(strict.port());
        assertThat(wrong.poll(session)).singleElement().asString().startsWith("CONERR,21,");
        assertThat(wrong.ask("bind_session", "LS_session=" + session)).singleElement().asString().startsWith("CONERR,21,");
        assertThat(wrong.ask("bind_session", "LS_session=" + session + "&LS_recovery_from=3" + POLL)).singleElement().asString()
                .startsWith("CONERR,21,");
        assertThat(wrong.control(session)).startsWith("REQERR,1,11,");
        assertThat(wrong.ask("msg", "LS_reqId=7&LS_message=hello&LS_session=" + session).get(0)).startsWith("REQERR,7,11,");
        assertThat(wrong.ask("heartbeat", "LS_session=" + session).get(0)).isEqualTo("REQOK");
        assertThat(wrong.ask("control", "LS_op=constrain&LS_session=" + session).get(0)).as("no request id").startsWith("ERROR,67,");
        try (Talk talk = wrong.webSocket()) {
            assertThat(talk.send("bind_session", "LS_session=" + session).line()).startsWith("CONERR,21,");
            assertThat(talk.send("control", "LS_reqId=2&LS_op=constrain&LS_session=" + session).line()).startsWith("REQERR,2,11,");
            assertThat(talk.send("msg", "LS_reqId=3&LS_message=hello&LS_session=" + session).line()).startsWith("REQERR,3,11,");
            talk.send("heartbeat", "LS_session=" + session).send("control", "LS_reqId=4&LS_op=constrain&LS_session=" + session);
            assertThat(talk.line()).as("a heartbeat is not answered").startsWith("REQERR,4,11,");
        }
    }

    @Test
    @Behaviour({21, 22})
    void withinTheWindowTheNodeMayHaveReplacedTheOwner() throws IOException {
        String session = Caller.of(home.port()).session();
        Caller successor = Caller.of(young.port());
        assertThat(successor.poll(session)).singleElement().asString().startsWith("CONERR,20,");
        assertThat(successor.ask("bind_session", "LS_session=" + session + "&LS_recovery_from=0" + POLL).get(0)).startsWith("CONERR,20,");
        assertThat(successor.control(session)).startsWith("REQERR,1,20,");
        assertThat(successor.ask("heartbeat", "LS_session=" + session).get(0)).isEqualTo("REQOK");
        assertThat(young.logText()).containsPattern("This is node \\w{8}, boot \\w{4}; until 20[^ ]+Z requests .*replacement_window_millis=3600000");
    }

    @Test
    @Behaviour(21)
    void firstVersionKnowsOnlyThatTheSessionIsNotFound() throws IOException {
        String session = Caller.of(home.port()).session();
        Caller old = Caller.of(strict.port()).speaking("TLCP-2.0.0");
        assertThat(old.poll(session).get(0)).startsWith("CONERR,20,");
        assertThat(old.control(session)).startsWith("REQERR,1,20,");
        assertThat(Caller.of(strict.port()).speaking("TLCP-2.1.0").poll(session).get(0)).startsWith("CONERR,21,");
    }

    @Test
    @Behaviour({13, 22})
    void idsOfNobodyAndOwnEndedSessionsAreNotFound() throws IOException {
        Caller caller = Caller.of(strict.port());
        assertThat(caller.poll("S73d162c183916f0dT2729905").get(0)).startsWith("CONERR,20,");
        assertThat(caller.control("S73d162c183916f0dT2729905")).startsWith("REQERR,1,20,");
        String ended = caller.session();
        assertThat(ended).matches("[A-Za-z0-9]+");
        caller.ask("control", "LS_reqId=1&LS_op=destroy&LS_session=" + ended);
        Await.until("the session is gone", () -> caller.control(ended).startsWith("REQERR,1,20,"));
        assertThat(caller.poll(ended).get(0)).startsWith("CONERR,20,");
    }

    @Test
    @Behaviour({13, 22})
    void identitySurvivesARestartSoThatOldSessionsAreNotFound() throws IOException {
        try (NodeProcess node = NodeProcess.start(settings(0).set("session_timeout_millis", "1").without("session_recovery_millis"))) {
            Caller caller = Caller.of(node.port());
            String before = caller.session();
            node.kill();
            node.restart();
            String foreign = Caller.of(home.port()).session();
            Await.until("the window is over", () -> caller.control(foreign).startsWith("REQERR,1,11,"));
            assertThat(caller.poll(before).get(0)).startsWith("CONERR,20,");
            assertThat(caller.control(before)).startsWith("REQERR,1,20,");
            assertThat(caller.session().substring(0, 11)).as("version, length and tag").isEqualTo(before.substring(0, 11));
        }
    }

    @Test
    @Behaviour(24)
    void strayRequestDoesNotHurtTheSession() throws IOException {
        String session = Caller.of(home.port()).session();
        assertThat(Caller.of(strict.port()).control(session)).startsWith("REQERR,1,11,");
        assertThat(Caller.of(strict.port()).ask("control", "LS_reqId=1&LS_op=destroy&LS_session=" + session).get(0))
                .startsWith("REQERR,1,11,");
        assertThat(Caller.of(home.port()).control(session)).isEqualTo("REQOK,1");
        assertThat(Caller.of(home.port()).poll(session).get(0)).startsWith("CONOK," + session);
    }

    @Test
    @Behaviour(22)
    void operatorSeesOncePerCauseWhoIsSentAstray() throws IOException {
        String session = Caller.of(home.port()).session();
        Caller wrong = Caller.of(strict.port());
        for (int i = 0; i < 20; i++) {
            wrong.ask("bind_session", "LS_session=" + session + POLL, "X-Forwarded-For", "10.9.9.9, 200.0.0.101",
                    "Cookie", "LSNODE=n1");
        }
        List<String> told = strict.log().stream().filter(line -> line.contains("WARN") && line.contains("A bind request")
                && line.contains("with cookie")).toList();
        assertThat(told).singleElement().asString().contains(session, "home " + session.substring(3, 11), "client 127.0.0.1",
                "connection from 127.0.0.1 on \"Test HTTP\"", "[10.9.9.9, 200.0.0.101]", "with cookie");
        Await.until("every case is in the request log", () -> strict.log().stream()
                .filter(line -> line.contains("bind request of 127.0.0.1 for " + session) && line.contains("(rule d)")).count() == 20);
    }

    @Test
    @Behaviour(23)
    void currentClientStopsWhenToldTheSessionIsElsewhereAndReconnectsWhenItIsNotFound() throws IOException {
        try (CuttingProxy balancer = CuttingProxy.to(home.port())) {
            List<String> events = new CopyOnWriteArrayList<>();
            LightstreamerClient client = client(balancer.port(), events);
            client.connect();
            try {
                Await.until("the client is connected", () -> events.contains("CONNECTED:HTTP-STREAMING"));
                String first = client.connectionDetails.getSessionId();
                balancer.turnTo(strict.port());
                balancer.cut();
                Await.until("the client is told, " + events, () -> events.contains("error 21"));
                Await.until("the client has stopped", () -> client.getStatus().equals("DISCONNECTED"));
                balancer.turnTo(home.port());
                client.connect();
                Await.until("the application reconnects", () -> client.getStatus().equals("CONNECTED:HTTP-STREAMING"));
                String second = client.connectionDetails.getSessionId();
                assertThat(second).isNotEqualTo(first);
                events.clear();
                balancer.turnTo(young.port());
                balancer.cut();
                Await.until("the client comes back by itself, " + events, () -> events.contains("CONNECTED:HTTP-STREAMING")
                        && !second.equals(client.connectionDetails.getSessionId()));
                assertThat(events).noneMatch(event -> event.startsWith("error"));
            } finally {
                client.disconnect();
            }
        }
    }

    private static LightstreamerClient client(int port, List<String> events) {
        LightstreamerClient client = new LightstreamerClient("http://127.0.0.1:" + port, "TEST");
        client.connectionOptions.setForcedTransport("HTTP-STREAMING");
        client.addListener(new ClientListener() {
            @Override
            public void onListenEnd() {
            }

            @Override
            public void onListenStart() {
            }

            @Override
            public void onServerError(int code, String text) {
                events.add("error " + code);
            }

            @Override
            public void onStatusChange(String status) {
                events.add(status);
            }

            @Override
            public void onPropertyChange(String property) {
            }
        });
        return client;
    }
}
