package dev.sluice.tests.conformance;

import dev.sluice.tests.proof.Row;
import dev.sluice.tests.proof.Trap;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a newcomer is told of the past, by mode and by what it asked for. */
class SnapshotTest extends ConformanceCase {

    private WebSocketPeer peer;
    private String item;

    @BeforeEach
    void open() throws IOException {
        peer = session("");
        item = item();
    }

    private void subscribed(String mode, String schema, String more, String... lines) throws IOException {
        peer.send("control\r\n" + add(1, 1, mode, item, schema) + more, "REQOK,1");
        peer.lines.expect(lines);
    }

    private void stage(String field, String... values) throws IOException {
        script.stage(item, Map.of());
        for (String value : values) {
            script.stage(item, Map.of(field, value));
        }
    }

    @Test
    @Row({"tlcp.add.LS_snapshot_false", "tlcp.add.freq_unlimited"})
    void whoDoesNotAskGetsNone() throws IOException {
        stage("a", "1", "2");
        int subscription = 0;
        for (String none : List.of("", "&LS_snapshot=false", "&LS_snapshot=0", "&LS_snapshot=odd")) {
            subscription++;
            peer.send("control\r\n" + add(1, subscription, "DISTINCT", item, "a") + none
                    + "&LS_requested_max_frequency=unlimited", "REQOK,1", "SUBOK," + subscription + ",1,1",
                    "CONF," + subscription + ",unlimited,filtered");
        }
        update(item, "a", "3");
        peer.lines.expect("U,{a},1,3", "U,{b},1,3", "U,{c},1,3", "U,{d},1,3");
        peer.settle();
    }

    @Test
    @Row({"tlcp.add.LS_snapshot_len", "tlcp.add.LS_snapshot_true", "tlcp.u.order"})
    @Trap("T10")
    void distinctTellsAtMostSoMany() throws IOException {
        stage("a", "1", "2", "3", "4");
        subscribed("DISTINCT", "a", "&LS_snapshot=2", "SUBOK,1,1,1", "CONF,1,unlimited,filtered", "U,1,1,3", "U,1,1,4",
                "EOS,1,1");
        peer.send("control\r\n" + add(2, 2, "DISTINCT", item, "a") + "&LS_snapshot=true", "REQOK,2", "SUBOK,2,1,1",
                "CONF,2,unlimited,filtered", "U,2,1,1", "U,2,1,2", "U,2,1,3", "U,2,1,4", "EOS,2,1");
        peer.settle();
    }

    @Test
    @Row({"tlcp.cmd.snapshot", "tlcp.mode.distinct_eos_empty", "tlcp.mode.cs"})
    @Trap("T14")
    void emptyCommandSnapshotEndsForEachItem() throws IOException {
        String other = item();
        script.stage(item, Map.of());
        script.stage(other, Map.of());
        peer.send("control\r\n" + add(1, 1, "COMMAND", item + "%20" + other, "key command n") + "&LS_snapshot=true", "REQOK,1",
                "SUBCMD,1,2,3,1,2", "CONF,1,unlimited,filtered", "EOS,1,{one}", "EOS,1,{two}");
        update(other, "key", "k", "command", "ADD", "n", "1");
        peer.lines.expect("U,1,2,k|ADD|1");
        clear(other);
        peer.lines.expect("CS,1,2");
        update(other, "key", "k", "command", "UPDATE", "n", "1");
        peer.lines.expect("U,1,2,||");
        peer.settle();
    }

    @Test
    @Row({"tlcp.add.subcmd", "tlcp.add.counts"})
    @Trap("T54")
    void keyAndCommandAreWhereTheSchemaPutsThem() throws IOException {
        subscribed("COMMAND", "n command x key", "", "SUBCMD,1,1,4,4,2", "CONF,1,unlimited,filtered");
        update(item, "key", "k", "command", "ADD", "n", "1");
        peer.lines.expect("U,1,1,1|ADD|#|k");
    }

    @Test
    @Row({"tlcp.mode.merge_snapshot", "tlcp.mode.raw_no_eos_cs", "tlcp.mode.merge_no_eos_cs"})
    @Trap({"T10", "T12"})
    void mergeAndRawHaveNoEnd() throws IOException {
        stage("a", "1");
        subscribed("MERGE", "a", "&LS_snapshot=true", "SUBOK,1,1,1", "CONF,1,unlimited,filtered", "U,1,1,1");
        String raw = item();
        script.stage(raw, Map.of("a", "1"));
        peer.send("control\r\n" + add(2, 2, "RAW", raw, "a") + "&LS_snapshot=true", "REQOK,2", "SUBOK,2,1,1",
                "CONF,2,unlimited,unfiltered");
        script.endOfSnapshot(raw);
        update(raw, "a", "2");
        peer.lines.expect("U,2,1,2");
        peer.settle();
    }
}
