package dev.sluice.tests.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.Behaviour;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.NodeSettings;
import dev.sluice.tests.kit.RawStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a node ends on signals, and what it says with its exit code. */
@Timeout(120)
class EndsTest {

    private static final String CREATE = "LS_adapter_set=TEST&LS_cid=test&LS_polling=true&LS_polling_millis=0&LS_idle_millis=0";

    private static NodeSettings settings(int balancerWait, int grace) {
        return new NodeSettings().set("healthcheck", "<available_on_all_servers>Y</available_on_all_servers>")
                .set("sluice", "<balancer_wait_millis>" + balancerWait + "</balancer_wait_millis><drain_per_second>50</drain_per_second>"
                        + "<drain_grace_millis>" + grace + "</drain_grace_millis>");
    }

    @Test
    @Behaviour(38)
    void terminatedWithSessionsItIsEmptiedFirst() throws Exception {
        try (NodeProcess node = NodeProcess.start(settings(10_000, 30_000));
                RawStream client = RawStream.open(node.port(), "TEST")) {
            node.signal("TERM");
            Await.until("the health check fails", () -> Probe.get(node.url() + "/lightstreamer/healthcheck").statusCode() == 404);
            assertThat(Probe.get(node.url() + "/readyz").statusCode()).isEqualTo(503);
            assertThat(Probe.get(node.url() + "/livez").statusCode()).isEqualTo(200);
            assertThat(RawStream.request(node.port(), "create_session", CREATE)).as("while balancers look").startsWith("CONOK,");
            assertThat(client.lineBeginning("END,")).startsWith("END,48,");
            assertThat(node.awaitExit()).isZero();
        }
    }

    @Test
    void terminatedWithoutSessionsItStopsAtOnce() throws Exception {
        try (NodeProcess node = NodeProcess.start(settings(60_000, 120_000))) {
            node.signal("TERM");
            assertThat(node.awaitExit()).isZero();
        }
    }

    @Test
    void theCodeSaysThatSessionsWereLeftWhenTheTimeWasOver() throws Exception {
        try (NodeProcess node = NodeProcess.start(settings(1_000, 1_000));
                RawStream client = RawStream.open(node.port(), "TEST")) {
            node.signal("TERM");
            assertThat(node.awaitExit()).isEqualTo(3);
            assertThat(client.sessionId()).isNotEmpty();
        }
    }

    @Test
    void aSecondSignalStopsANodeThatIsBeingEmptied() throws Exception {
        for (String second : List.of("TERM", "INT")) {
            try (NodeProcess node = NodeProcess.start(settings(60_000, 120_000));
                    RawStream client = RawStream.open(node.port(), "TEST")) {
                node.signal("TERM");
                Await.until("the drain begins", () -> node.logText().contains("Drain begins"));
                node.signal(second);
                assertThat(node.awaitExit()).isZero();
                assertThat(endOf(client)).isNull();
            }
        }
    }

    @Test
    void interruptedItStopsWithoutAWordToClients() throws Exception {
        try (NodeProcess node = NodeProcess.start(settings(60_000, 120_000));
                RawStream client = RawStream.open(node.port(), "TEST")) {
            node.signal("INT");
            assertThat(node.awaitExit()).isZero();
            assertThat(endOf(client)).isNull();
        }
    }

    @Test
    void hangupHasFilesReadAgain() throws Exception {
        try (NodeProcess node = NodeProcess.start(settings(0, 0)); RawStream client = RawStream.open(node.port(), "TEST")) {
            node.signal("HUP");
            Await.until("a line about it", () -> node.logText().contains("SIGHUP received"));
            assertThat(client.control("LS_reqId=1&LS_op=constrain")).isEqualTo("REQOK,1\r\n");
        }
    }

    private static String endOf(RawStream client) {
        try {
            return client.lineBeginning("END,");
        } catch (IOException cut) {
            return null;
        }
    }
}
