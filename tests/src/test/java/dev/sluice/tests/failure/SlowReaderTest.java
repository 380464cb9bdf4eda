package dev.sluice.tests.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.clients.ClientCase;
import dev.sluice.tests.clients.Partner;
import dev.sluice.tests.clients.TestClient;
import dev.sluice.tests.clients.Transport;
import dev.sluice.tests.clients.Wanted;
import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.NodeSettings;
import dev.sluice.tests.kit.RawStream;
import dev.sluice.tests.kit.ScriptControl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A client that does not read gets the state of now when it reads again; nothing piles up for it meanwhile. */
@Execution(ExecutionMode.CONCURRENT)
class SlowReaderTest {

    private static final int EVENTS = 60_000;
    private static final int LENGTH = 4_000;
    private static final ClientCase GOOD_CLIENT = new ClientCase(Partner.JAVA, Transport.WS_STREAMING);

    @Test
    void slowReaderIsConflatedAndCostsNoMemory() throws Exception {
        try (NodeProcess node = NodeProcess.start(new NodeSettings().heap("96m")); ScriptControl script = node.script();
                RawStream slow = RawStream.open(node.port(), "TEST"); TestClient good = GOOD_CLIENT.connected(node)) {
            assertThat(slow.control("LS_reqId=1&LS_op=add&LS_subId=1&LS_group=flood&LS_schema=n%20filling&LS_mode=MERGE"
                    + "&LS_data_adapter=SCRIPT&LS_snapshot=true")).startsWith("REQOK,1");
            slow.lineBeginning("SUBOK,");
            good.subscribe(Wanted.of("MERGE", "flood", "yes", "n").atMost("100"));
            good.log().awaitSubscribed("flood", 1);

            script.flood("flood", EVENTS, LENGTH);
            Await.until(Duration.ofSeconds(60), () -> "the good client has the last value; " + good.log(),
                    () -> good.log().values("flood", "n").contains(Integer.toString(EVENTS)));
            slow.lineBeginning("U,1,1," + EVENTS + "|");

            assertThat(node.alive()).isTrue();
            assertThat(slow.bytesRead()).isLessThan((long) EVENTS * LENGTH / 4);
        }
    }

    @Test
    void manySlowReadersOfDistinctEventsStayInsideTheirBuffers() throws Exception {
        NodeSettings settings = new NodeSettings().heap("128m").set("max_buffer_size", "50");
        try (NodeProcess node = NodeProcess.start(settings); ScriptControl script = node.script();
                TestClient good = GOOD_CLIENT.connected(node)) {
            List<RawStream> slow = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                RawStream stream = RawStream.open(node.port(), "TEST");
                slow.add(stream);
                stream.control("LS_reqId=1&LS_op=add&LS_subId=1&LS_group=flood&LS_schema=n%20filling&LS_mode=DISTINCT"
                        + "&LS_data_adapter=SCRIPT&LS_snapshot=false");
                stream.lineBeginning("SUBOK,");
            }
            good.subscribe(Wanted.of("MERGE", "calm", "no", "n"));
            good.log().awaitSubscribed("calm", 1);
            script.flood("flood", EVENTS, LENGTH);
            Await.until(Duration.ofSeconds(60), () -> "flood done", () -> script.flooded("flood") == EVENTS);
            script.update("calm", "n", "still here");
            good.log().awaitUpdates("calm", 1);
            for (RawStream stream : slow) {
                stream.lineBeginning("U,1,1," + EVENTS + "|");
                assertThat(stream.bytesRead()).isLessThan((long) EVENTS * LENGTH / 4);
                stream.close();
            }
            assertThat(node.alive()).isTrue();
        }
    }
}
