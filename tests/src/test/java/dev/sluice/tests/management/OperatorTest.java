package dev.sluice.tests.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.Behaviour;
import dev.sluice.tests.kit.RawStream;
import dev.sluice.tests.port.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.management.Attribute;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an operator does to a node over JMX. */
@Timeout(120)
class OperatorTest {

    private static final String CREATE = "LS_adapter_set=TEST&LS_cid=test&LS_polling=true&LS_polling_millis=0&LS_idle_millis=0";

    private ManagedNode node;

    @BeforeEach
    void start() throws Exception {
        int port = FreePorts.next();
        node = ManagedNode.start(ManagedNode.settings(port, ""), port);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private RawStream session() throws IOException {
        return RawStream.open(node.process.port(), "TEST");
    }

    private String create() throws IOException {
        return RawStream.request(node.process.port(), "create_session", CREATE);
    }

    private int healthcheck() throws Exception {
        return Probe.get(node.process.url() + "/lightstreamer/healthcheck").statusCode();
    }

    @Test
    @Behaviour({31, 38})
    void blockRefusesCreationsAndStartEndsIt() throws Exception {
        try (RawStream old = session()) {
            assertThat(node.call("type=Server", "block", Boolean.class, false)).isEqualTo(true);
            assertThat(node.status()).isEqualTo("Blocked");
            assertThat(create()).startsWith("CONERR,10,");
            assertThat(old.control("LS_reqId=1&LS_op=constrain")).isEqualTo("REQOK,1\r\n");
            assertThat(healthcheck()).isEqualTo(200);
            assertThat(Probe.get(node.process.url() + "/readyz").statusCode()).isEqualTo(503);

            assertThat(node.call("type=Server", "block", Boolean.class, true)).isEqualTo(true);
            assertThat(create()).startsWith("CONERR,5,");
            assertThat(node.call("type=Server", "block", Boolean.class, (Object) null)).isEqualTo(true);
            assertThat(create()).startsWith("CONERR,10,");

            assertThat(node.call("start")).isEqualTo(true);
            assertThat(node.status()).isEqualTo("Running");
            assertThat(create()).startsWith("CONOK,");
            assertThat(node.call("start")).as("when it runs").isEqualTo(false);
            assertThat(node.call("block")).as("the old form").isEqualTo(true);
            assertThat(create()).startsWith("CONERR,10,");
        }
    }

    @Test
    void stopCutsClientsOffUntilStart() throws Exception {
        try (RawStream old = session()) {
            assertThat(node.call("stop")).isEqualTo(true);
            Await.until("no sessions", () -> node.get("type=Resource", "CurrentSessions").equals(0));
            assertThat(node.status()).isEqualTo("Stopped");
            assertThat(endOf(old)).as("an END line").isNull();
        }
        assertThat(Probe.refused(node.process.port())).as("connections are closed at once").isTrue();
        assertThat(node.call("start")).isEqualTo(true);
        assertThat(create()).startsWith("CONOK,");
    }

    @Test
    @Behaviour({29, 30})
    void drainSessionsEndsThemWithCode48AndRefusesRatesThatAreNone() throws Exception {
        for (Double none : new Double[] {null, 0.0, -1.0, Double.NaN}) {
            assertThat(node.call("type=Server", "drainSessions", Double.class, none)).as("rate " + none).isEqualTo(false);
        }
        try (RawStream first = session(); RawStream second = session()) {
            assertThat(node.call("type=Server", "drainSessions", Double.class, 100.0)).isEqualTo(true);
            assertThat(first.lineBeginning("END,")).startsWith("END,48,");
            assertThat(create()).as("a drain refuses nobody").startsWith("CONOK,");
            assertThat(second.lineBeginning("END,")).startsWith("END,48,");
            assertThat(healthcheck()).isEqualTo(200);
        }
    }

    @Test
    @Behaviour(33)
    void aSessionDestroyedByTheOperatorEndsWithCode32() throws Exception {
        try (RawStream client = session()) {
            assertThat(node.call("type=Resource", "destroySession", String.class, client.sessionId())).isEqualTo(true);
            assertThat(client.lineBeginning("END,")).startsWith("END,32,");
            assertThat(node.call("type=Resource", "destroySession", String.class, client.sessionId())).isEqualTo(false);
        }
    }

    @Test
    void theLimitOfSessionsCanBeChanged() throws Exception {
        assertThat(node.get("type=Server", "MaxSessions")).isEqualTo(0);
        try (RawStream only = session()) {
            node.mbeans().setAttribute(ManagedNode.name("type=Server"), new Attribute("MaxSessions", 1));
            assertThat(create()).startsWith("CONERR,8,");
            Await.until("the refusal in the counts", () -> node.get("type=Resource", "CumulRequestsRefused").equals(1L));
            node.mbeans().setAttribute(ManagedNode.name("type=Server"), new Attribute("MaxSessions", 0));
            assertThat(create()).startsWith("CONOK,");
            assertThat(only.control("LS_reqId=1&LS_op=constrain")).isEqualTo("REQOK,1\r\n");
        }
    }

    @Test
    void aBannedAddressIsCutOff() throws Exception {
        try (RawStream client = session()) {
            assertThat(node.call("type=Server", "disableIP", String.class, "127.0.0.1")).isEqualTo(true);
            assertThat(endOf(client)).as("an END line").isNull();
            assertThat(node.get("type=Server", "DisabledIPsList")).isEqualTo(List.of("127.0.0.1"));
            assertThat(Probe.refused(node.process.port())).isTrue();
            assertThat(node.call("type=Server", "disableIP", String.class, "not an address")).isEqualTo(false);
            assertThat(node.call("type=Server", "enableIP", String.class, "127.0.0.1")).isEqualTo(true);
            assertThat(create()).startsWith("CONOK,");
        }
    }

    @Test
    void aSessionCanBeWatched() throws Exception {
        try (RawStream client = session()) {
            assertThat(node.call("type=Server", "watchSession", String.class, client.sessionId())).isEqualTo(true);
            assertThat(node.get("type=Server", "WatchedSessionList")).isEqualTo(List.of(client.sessionId()));
            node.call("type=Server", "unwatchSession", String.class, client.sessionId());
            assertThat(node.get("type=Server", "WatchedSessionList")).isEqualTo(List.of());
            assertThat(node.call("type=Server", "watchSession", String.class, "unknown")).isEqualTo(false);
        }
    }

    @Test
    void requestsForSessionsThatAreNotHereAreShown() throws Exception {
        RawStream.request(node.process.port(), "control", "LS_reqId=1&LS_op=constrain&LS_session=unknown");
        assertThat((List<?>) node.call("getStrayRequests")).hasSize(1).first().asString().contains("control", "NOT_AN_ID", "1");
    }

    @Test
    void aSocketCanBeSuspendedByHand() throws Exception {
        String socket = "type=ServerSocket,name=Test HTTP";
        assertThat(node.call(socket, "disable", null)).isEqualTo(true);
        assertThat(node.call(socket, "disable", null)).as("again").isEqualTo(false);
        Await.until("the pause in the figures", () -> (Long) node.get(socket, "CumulAcceptPauseMillis") > 0);
        assertThat(node.call(socket, "enable", null)).isEqualTo(true);
        assertThat(create()).startsWith("CONOK,");
    }

    @Test
    void theConfigurationIsReadAgain() throws Exception {
        assertThat((List<?>) node.call("reloadConfiguration")).singleElement().asString().contains("0 settings have changed");
        Path conf = node.process.home().root().resolve("conf/lightstreamer_conf.xml");
        Files.writeString(conf, Files.readString(conf).replace("</lightstreamer_conf>",
                "<sluice><drain_per_second>2.5</drain_per_second></sluice></lightstreamer_conf>"));
        assertThat((List<?>) node.call("reloadConfiguration")).hasSize(2).first().asString()
                .contains("sluice/drain_per_second: absent (10) -> 2.5");
        assertThat((Map<?, ?>) node.call("type=Server", "getConfigAsProperties", String.class, "sluice"))
                .hasToString("{sluice.drain_per_second=2.5}");
    }

    @Test
    void shutdownEndsTheProcessWithZero() throws Exception {
        try (RawStream client = session()) {
            node.call("shutdown");
            assertThat(node.process.awaitExit()).isZero();
            assertThat(endOf(client)).as("an END line").isNull();
        }
    }

    @Test
    @Behaviour(37)
    void theOperatorDecidesWhatTheHealthCheckAnswers() throws Exception {
        assertThat(Probe.get(node.process.url() + "/lightstreamer/healthcheck").body()).isEqualTo("OK\r\n");
        assertThat(node.call("type=Server", "overrideHealthCheck", Boolean.class, false)).isEqualTo(true);
        assertThat(healthcheck()).isEqualTo(404);
        assertThat(node.call("type=Server", "overrideHealthCheck", Boolean.class, (Object) null)).isEqualTo(true);
        assertThat(healthcheck()).isEqualTo(200);
    }

    /** The END line a client gets before its connection breaks, or null. */
    private static String endOf(RawStream client) {
        try {
            return client.lineBeginning("END,");
        } catch (IOException cut) {
            return null;
        }
    }
}
