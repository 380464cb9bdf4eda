package dev.sluice.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.NodeHome;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.NodeSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All that a session is asked and told goes to the log from the moment its logger is switched on in the Logback file. */
class WatchedSessionTest extends ConformanceCase {

    private static final String CONFIGURATION = """
            <configuration scan="true" scanPeriod="200 milliseconds">
              <appender name="console" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%%d{HH:mm:ss.SSS} %%-5level %%logger %%msg%%n</pattern></encoder>
              </appender>
              <logger name="LightstreamerLogger" level="INFO"/>
              %s
              <root level="WARN"><appender-ref ref="console"/></root>
            </configuration>
            """;
    private NodeHome home;

    @BeforeEach
    void startOwnNode() throws IOException {
        home = NodeHome.create();
        loggers("");
        node = closing(NodeProcess.start(new NodeSettings().property("sluice.event_loops", "2"), home));
        script = closing(node.script());
    }

    @AfterEach
    void nothingWentWrong() {
        assertThat(node.log()).noneMatch(line -> line.contains(" ERROR "));
    }

    private void loggers(String elements) throws IOException {
        Files.writeString(home.root().resolve("conf/lightstreamer_log_conf.xml"), CONFIGURATION.formatted(elements));
    }

    /** What the log says of a session, without the time and the name of the logger. */
    private List<String> watched(String session) {
        return node.log().stream().filter(line -> line.contains("LightstreamerLogger.watch") && line.contains(session + " "))
                .map(line -> line.substring(line.lastIndexOf(session + " ") + session.length() + 1)).toList();
    }

    @Test
    void oneSessionIsWatchedWhileItRuns() throws IOException {
        WebSocketPeer peer = session("");
        WebSocketPeer other = session("");
        String item = item();
        peer.send("control\r\n" + add(1, 1, "MERGE", item, "n"), "REQOK,1", "SUBOK,1,1,1", "CONF,1,unlimited,filtered");
        update(item, "n", "before");
        peer.lines.expect("U,1,1,before");
        assertThat(watched(peer.session())).isEmpty();
        loggers("<logger name=\"LightstreamerLogger.watch." + peer.session() + "\" level=\"DEBUG\"/>");
        Await.until("the watch begins", () -> {
            peer.settle();
            return !watched(peer.session()).isEmpty();
        });
        peer.settle();
        update(item, "n", "a|b");
        peer.lines.expect("U,1,1,a%7Cb");
        http("control", "LS_reqId=7&LS_op=constrain&LS_session=" + peer.session()).lines();
        peer.lines.expect("CONS,{*}");
        other.settle();
        Await.until("all is written", () -> watched(peer.session()).contains("-> REQOK,7"));
        assertThat(watched(peer.session())).contains("-> U,1,1,a%7Cb", "-> CONS,unlimited", "-> REQOK,9999")
                .anyMatch(line -> line.startsWith("<- 127.0.0.1:") && line.endsWith(" WS control / LS_reqId=9999&LS_op=constrain"))
                .anyMatch(line -> line.contains(" HTTP control / LS_reqId=7&LS_op=constrain&LS_session="));
        assertThat(watched(other.session())).isEmpty();
        loggers("");
        Await.until("the watch ends", () -> {
            int lines = watched(peer.session()).size();
            peer.settle();
            update(item, "n", "after" + lines);
            peer.lines.expect("U,1,1,after" + lines);
            return watched(peer.session()).size() == lines && !watched(peer.session()).contains("-> U,1,1,after" + lines);
        });
    }

    @Test
    void allSessionsAreWatchedFromTheirFirstLineWithoutTheirPasswords() throws IOException {
        loggers("<logger name=\"LightstreamerLogger.watch\" level=\"DEBUG\"/>");
        Await.until("the watch begins", () -> {
            String session = pollingSession("");
            return watched(session).contains("-> LOOP,0");
        });
        WebSocketPeer peer = new WebSocketPeer(webSocket());
        peer.send("create_session\r\nLS_adapter_set=TEST&LS_user=u&LS_password=sesame", "CONOK,{session},{limit},3000,*");
        peer.lines.skipTo("CONS,unlimited");
        peer.send("control\r\nLS_reqId=1&LS_op=destroy&LS_password=sesame", "REQOK,1", "END,31,{*}");
        Await.until("all is written", () -> watched(peer.session()).contains("-> END,31,Destroy invoked by client"));
        assertThat(watched(peer.session())).contains("-> CONOK," + peer.session() + ",50000,3000,*")
                .anyMatch(line -> line.contains("CreateSession") && line.contains("password=***"))
                .anyMatch(line -> line.contains("LS_password=***"));
        assertThat(node.logText()).doesNotContain("sesame");
    }
}
