package dev.sluice.tests.member;

import static dev.sluice.tests.member.Caller.CREATE;
import static dev.sluice.tests.member.Caller.POLL;
import static dev.sluice.tests.member.Caller.idOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.NodeHome;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.NodeSettings;
import dev.sluice.tests.proof.Setting;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the log of requests tells of clients, and what it does not. */
@Timeout(60)
class RequestLogTest {

    private static final String SECRET = "LS_user=joe&LS_password=a-secret-word&";

    @ParameterizedTest
    @ValueSource(strings = {"N", "Y"})
    @Setting("show_password_on_request_log")
    void passwordsStandInTheLogOnlyWhereTheConfigurationSaysSo(String show) throws IOException {
        try (NodeProcess node = NodeProcess.start(new NodeSettings().set("show_password_on_request_log", show), withRequests())) {
            Caller.of(node.port()).ask("create_session", SECRET + CREATE + POLL);
            Await.until("the request", () -> node.logText().contains("create_session: "));
            assertThat(node.logText().contains("a-secret-word")).isEqualTo(show.equals("Y"));
        }
    }

    @Test
    void nothingThatAClientSendsEndsTheLineOfItsRequest() throws IOException {
        try (NodeProcess node = NodeProcess.start(new NodeSettings(), withRequests())) {
            Caller.of(node.port()).ask("create_session", "LS_user=joe%0D%0Aforged%20line&" + CREATE + POLL);
            Await.until("the request", () -> node.logText().contains("create_session: "));
            assertThat(node.log()).anyMatch(line -> line.contains("create_session: ") && line.contains("joe??forged line"))
                    .noneMatch(line -> line.startsWith("forged"));
        }
    }

    @Test
    @Setting({"no_logging_ip", "no_logging_ip/ip_value"})
    void clientThatIsNotToBeLoggedLeavesNoLineFromItsFirstRequestToItsEnd() throws IOException {
        try (NodeProcess node = NodeProcess.start(new NodeSettings().set("no_logging_ip", "<ip_value>127.0.0.1</ip_value>"),
                withRequests())) {
            Caller caller = Caller.of(node.port());
            String session = idOf(caller.ask("create_session", CREATE + POLL).get(0));
            caller.poll(session);
            caller.control(session);
            caller.ask("control", "LS_reqId=2&LS_op=destroy&LS_session=" + session);
            Await.until("the session is gone", () -> caller.control(session).startsWith("REQERR,1,20,"));
            String foreign = session.substring(0, 3) + "zzzzzzzz" + session.substring(11);
            assertThat(caller.control(foreign)).startsWith("REQERR,1,");
            String prestarted = caller.session();
            caller.ask("control", "LS_reqId=2&LS_op=destroy&LS_session=" + prestarted);
            assertThat(caller.ask("create_session", CREATE + POLL + "\r\nLS_op=delete&LS_subId=99").get(0))
                    .startsWith("CONERR,64,");
            node.stop();
            assertThat(node.log()).noneMatch(line -> line.contains(session) || line.contains(prestarted) || line.contains(foreign)
                    || line.contains("a control of its create request was refused"));
        }
    }

    private static NodeHome withRequests() throws IOException {
        NodeHome home = NodeHome.create();
        var file = home.root().resolve("conf/lightstreamer_log_conf.xml");
        Files.writeString(file, Files.readString(file).replace("<root ", "<logger name=\"LightstreamerLogger.requests\" level=\"DEBUG\"/>\n<root "));
        return home;
    }
}
