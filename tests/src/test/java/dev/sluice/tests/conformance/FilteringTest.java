package dev.sluice.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Await;
import dev.sluice.tests.proof.Row;
import dev.sluice.tests.proof.Trap;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is left of many events when a client takes them late or slowly. */
class FilteringTest extends ConformanceCase {

    private String session;
    private String item;

    /** A session without a stream and with one subscription. */
    private void subscribed(String mode, String schema, String more) throws IOException {
        session = pollingSession("");
        item = item();
        assertThat(http("control", add(1, 1, mode, item, schema) + more + "&LS_session=" + session).lines())
                .containsExactly("REQOK,1");
        poll(session).skipTo("LOOP,0");
    }

    private List<String> polled() throws IOException {
        List<String> lines = poll(session).skipTo("LOOP,0");
        lines.remove("CONS,unlimited");
        return lines;
    }

    @Test
    @Row({"tlcp.mode.merge_conflate", "tlcp.life.unbound_buffer"})
    void mergeKeepsTheLatestValueOfEachField() throws IOException {
        subscribed("MERGE", "a b c", "");
        update(item, "a", "1", "b", "1", "c", "1");
        update(item, "b", "2");
        update(item, "c", "3");
        assertThat(polled()).containsExactly("U,1,1,1|2|3");
        update(item, "a", "5");
        update(item, "a", "1");
        assertThat(polled()).isEmpty();
    }

    @Test
    @Row("tlcp.mode.distinct_buffer")
    void distinctKeepsTheLatestEventsOfItsBuffer() throws IOException {
        subscribed("DISTINCT", "n", "&LS_requested_buffer_size=2");
        for (int n = 1; n <= 5; n++) {
            update(item, "n", Integer.toString(n));
        }
        assertThat(polled()).containsExactly("U,1,1,4", "U,1,1,5");
    }

    private List<String> ofFive(String mode, String more) throws IOException {
        subscribed(mode, "n", more);
        for (int n = 1; n <= 5; n++) {
            update(item, "n", Integer.toString(n));
        }
        return polled();
    }

    @Test
    @Row("tlcp.add.buffer_size")
    void bufferHoldsWhatWasAskedFor() throws IOException {
        assertThat(ofFive("MERGE", "")).containsExactly("U,1,1,5");
        assertThat(ofFive("MERGE", "&LS_requested_buffer_size=0")).containsExactly("U,1,1,5");
        assertThat(ofFive("MERGE", "&LS_requested_buffer_size=3")).containsExactly("U,1,1,3", "U,1,1,4", "U,1,1,5");
        assertThat(ofFive("MERGE", "&LS_requested_buffer_size=unlimited")).hasSize(5).startsWith("U,1,1,1");
        assertThat(ofFive("DISTINCT", "")).hasSize(5).startsWith("U,1,1,1");
        assertThat(ofFive("DISTINCT", "&LS_requested_buffer_size=1")).containsExactly("U,1,1,5");
    }

    @Test
    @Row({"tlcp.mode.ov", "tlcp.mode.raw_no_filter"})
    void lossesOfRawAreTold() throws IOException {
        subscribed("RAW", "n", "");
        flood(item, 1200, 1);
        Await.until("all events are sent", () -> script.flooded(item) == 1200);
        List<String> lines = polled();
        assertThat(lines.get(0)).isEqualTo("OV,1,1,200");
        assertThat(lines).hasSize(1001).endsWith("U,1,1,1200");
        assertThat(lines.get(1)).isEqualTo("U,1,1,201");
    }

    @Test
    @Row({"tlcp.cmd.per_key_frequency", "tlcp.mode.merge_conflate"})
    void rowsOfACommandItemAreFoldedOneByOne() throws IOException {
        subscribed("COMMAND", "key command n", "");
        for (int n = 1; n <= 3; n++) {
            update(item, "key", "A", "command", n == 1 ? "ADD" : "UPDATE", "n", Integer.toString(n));
            update(item, "key", "B", "command", n == 1 ? "ADD" : "UPDATE", "n", Integer.toString(10 * n));
        }
        assertThat(polled()).hasSizeBetween(2, 4).first().asString().startsWith("U,1,1,A|ADD|");
        update(item, "key", "A", "command", "UPDATE", "n", "7");
        update(item, "key", "A", "command", "DELETE");
        update(item, "key", "B", "command", "UPDATE", "n", "8");
        assertThat(polled()).anyMatch(line -> line.matches("U,1,1,A?\\|DELETE\\|#?")).anyMatch(line -> line.endsWith("|8"));
    }

    @Test
    @Row({"tlcp.add.freq_limited", "tlcp.reconf.freq"})
    void frequencyIsNotExceeded() throws IOException {
        WebSocketPeer peer = session("");
        String fast = item();
        peer.send("control\r\n" + add(1, 1, "MERGE", fast, "n") + "&LS_requested_max_frequency=5", "REQOK,1", "SUBOK,1,1,1",
                "CONF,1,5,filtered");
        long start = System.nanoTime();
        int sent = 0;
        while (System.nanoTime() - start < Duration.ofSeconds(2).toNanos()) {
            update(fast, "n", Integer.toString(++sent));
        }
        int told = 0;
        String last = "U,1,1," + sent;
        for (String line = peer.lines.line(); !line.equals(last); line = peer.lines.line()) {
            assertThat(line).startsWith("U,1,1,");
            told++;
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        assertThat(sent).isGreaterThan(10);
        assertThat(told).isBetween(1, (int) (seconds * 5) + 2);
    }

    @Test
    @Row("tlcp.cmd.per_key_frequency")
    void additionsAndRemovalsPassTheFrequencyOfTheirKey() throws IOException {
        WebSocketPeer peer = session("");
        String rows = item();
        peer.send("control\r\n" + add(1, 1, "COMMAND", rows, "key command n") + "&LS_requested_max_frequency=0.5", "REQOK,1",
                "SUBCMD,1,1,3,1,2", "CONF,1,0.5,filtered");
        update(rows, "key", "A", "command", "ADD", "n", "0");
        for (int n = 1; n <= 30; n++) {
            update(rows, "key", "A", "command", "UPDATE", "n", Integer.toString(n));
        }
        update(rows, "key", "B", "command", "ADD", "n", "x");
        update(rows, "key", "B", "command", "DELETE");
        List<String> lines = new ArrayList<>(peer.lines.skipTo("U,1,1,B|ADD|x"));
        assertThat(lines).hasSizeLessThan(10).first().isEqualTo("U,1,1,A|ADD|0");
        peer.lines.expect("U,1,1,|DELETE|#", "U,1,1,A|UPDATE|30");
    }

    @Test
    @Row({"tlcp.constrain.limit", "tlcp.create.LS_requested_max_bandwidth"})
    void outputKeepsWithinItsBandwidth() throws IOException {
        WebSocketPeer peer = session("&LS_requested_max_bandwidth=160");
        String much = item();
        peer.send("control\r\n" + add(1, 1, "DISTINCT", much, "n filling"), "REQOK,1", "SUBOK,1,1,2", "CONF,1,unlimited,filtered");
        long start = System.nanoTime();
        flood(much, 100, 1000);
        peer.lines.skipTo("U,1,1,100|{*}");
        // 100 KB at 20 KB a second, of which one second may be saved up and one is being written.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(3));
        peer.send("control\r\nLS_reqId=2&LS_op=constrain&LS_requested_max_bandwidth=unlimited", "REQOK,2", "CONS,unlimited");
    }

    @Test
    @Row("tlcp.diff.default_off")
    @Trap("T40")
    void longTextsAreNeverToldAsDifferencesUnasked() throws IOException {
        WebSocketPeer peer = session("&LS_supported_diffs=P%2CT");
        String text = item();
        peer.send("control\r\n" + add(1, 1, "MERGE", text, "a"), "REQOK,1", "SUBOK,1,1,1", "CONF,1,unlimited,filtered");
        String value = "{\"a\":\"" + "x".repeat(300) + "\"}";
        update(text, "a", value);
        peer.lines.expect("U,1,1," + value);
        update(text, "a", value + " ");
        peer.lines.expect("U,1,1," + value + " ");
    }
}
