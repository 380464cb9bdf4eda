package dev.sluice.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.ScriptControl;
import dev.sluice.tests.proof.Row;
import dev.sluice.tests.proof.Trap;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Subscriptions and the lines that tell of them. */
class SubscriptionTest extends ConformanceCase {

    private WebSocketPeer peer;
    private String item;

    @BeforeEach
    void open() throws IOException {
        peer = session("");
        item = item();
    }

    private void subscribe(String mode, String schema, String more) throws IOException {
        peer.send("control\r\n" + add(1, 1, mode, item, schema) + more, "REQOK,1",
                mode.equals("COMMAND") ? "SUBCMD,1,1,{fields},{key},{command}" : "SUBOK,1,1,{fields}", "CONF,1,{frequency},{*}");
    }

    private void refused(String line, int code) throws IOException {
        peer.send("control\r\nLS_reqId=7&LS_op=add&" + line, "REQERR,7," + code + ",{*}");
    }

    @Test
    @Row({"tlcp.add.LS_subId_missing", "tlcp.add.LS_mode_bad", "tlcp.add.LS_data_adapter", "tlcp.add.LS_group_bad",
            "tlcp.add.LS_schema_bad", "tlcp.add.command_no_key", "tlcp.add.command_no_command", "tlcp.add.freq_limited"})
    void wrongSubscriptionsAreRefusedByTheirCode() throws IOException {
        String rest = "&LS_group=" + item + "&LS_schema=a&LS_data_adapter=SCRIPT";
        refused("LS_subId=1&LS_mode=MERGE&LS_group=g&LS_schema=a&LS_data_adapter=NONE", 17);
        refused("LS_subId=1&LS_mode=MERGE&LS_group=g&LS_schema=a", 17);
        refused("LS_mode=MERGE" + rest, 65);
        refused("LS_subId=1&LS_mode=merge" + rest, 65);
        refused("LS_subId=1&LS_mode=MERGE&LS_requested_max_frequency=x" + rest, 65);
        refused("LS_subId=1&LS_mode=MERGE&LS_requested_buffer_size=x" + rest, 65);
        refused("LS_subId=1&LS_mode=MERGE&LS_schema=a&LS_data_adapter=SCRIPT", 21);
        refused("LS_subId=1&LS_mode=MERGE&LS_schema=&LS_group=g&LS_data_adapter=SCRIPT", 23);
        refused("LS_subId=1&LS_mode=COMMAND&LS_group=" + item + "&LS_schema=command%20a&LS_data_adapter=SCRIPT", 15);
        refused("LS_subId=1&LS_mode=COMMAND&LS_group=" + item + "&LS_schema=key%20a&LS_data_adapter=SCRIPT", 16);
        subscribe("MERGE", "a", "");
    }

    @Test
    @Row({"tlcp.add.LS_subId_any", "tlcp.add.counts", "tlcp.u.item_index"})
    @Trap({"T9", "T54", "T55"})
    void subscriptionIdsMayBeAnything() throws IOException {
        String other = item();
        peer.send("control\r\n" + add(1, 70001, "MERGE", item + "%20" + other, "a b c"), "REQOK,1", "SUBOK,70001,2,3",
                "CONF,70001,unlimited,filtered");
        update(other, "a", "1", "b", "2", "c", "3");
        peer.lines.expect("U,70001,2,1|2|3");
        update(item, "c", "3");
        peer.lines.expect("U,70001,1,#|#|3");
    }

    @Test
    @Row({"tlcp.add.duplicate_same", "tlcp.add.duplicate_other"})
    void resentSubscriptionIsTheSame() throws IOException {
        subscribe("MERGE", "a", "");
        peer.send("control\r\n" + add(2, 1, "MERGE", item, "a"), "REQOK,2");
        peer.send("control\r\n" + add(3, 1, "MERGE", item, "b"), "REQERR,3,68,{*}");
        update(item, "a", "1");
        peer.lines.expect("U,1,1,1");
    }

    @Test
    @Row({"tlcp.u.null", "tlcp.u.empty", "tlcp.u.unchanged", "tlcp.u.run", "tlcp.u.all_fields", "tlcp.u.first_explicit",
            "tlcp.u.escape_meta", "tlcp.u.escape_leading", "tlcp.u.raw_comma_plus", "tlcp.line.utf8", "tlcp.u.order"})
    @Trap({"T11", "T13", "T21"})
    void updatesAreEncodedFieldByField() throws IOException {
        subscribe("MERGE", "ts price note open e f g h", "");
        update(item, ScriptControl.fieldMap("ts", "10:00", "price", "3.04", "note", "", "open", null));
        peer.lines.expect("U,1,1,10:00|3.04|$|#|#|#|#|#");
        update(item, "ts", "10:01");
        peer.lines.expect("U,1,1,10:01|^7");
        update(item, "open", "# a|b, 5%", "h", "x");
        peer.lines.expect("U,1,1,|||%23 a%7Cb, 5%25||||x");
        update(item, "ts", "$a", "price", "^4", "note", "#", "open", "a#$^è");
        peer.lines.expect("U,1,1,%24a|%5E4|%23|a#$^è|^4");
        update(item, "ts", "a\r\nb\nc", "price", "1+1=2&3 è€😀\t", "note", "$", "open", "^");
        peer.lines.expect("U,1,1,a%0D%0Ab%0Ac|1+1=2&3 è€😀\t|%24|%5E|^4");
    }

    @Test
    @Row({"tlcp.u.single_field_unchanged", "tlcp.u.unchanged", "tlcp.mode.raw_no_filter", "tlcp.mode.raw_no_eos_cs"})
    @Trap("T12")
    void rawTellsEveryEventEvenWithoutChange() throws IOException {
        subscribe("RAW", "a", "&LS_snapshot=true");
        update(item, "a", "1");
        update(item, "a", "1");
        clear(item);
        update(item, "a", "2");
        peer.lines.expect("U,1,1,1", "U,1,1,", "U,1,1,2");
    }

    @Test
    @Row({"tlcp.mode.merge_snapshot", "tlcp.mode.merge_no_eos_cs"})
    @Trap("T12")
    void clearedMergeIsAnUpdateOfNulls() throws IOException {
        script.stage(item, Map.of("a", "1", "b", "2"));
        subscribe("MERGE", "a b", "&LS_snapshot=true");
        peer.lines.expect("U,1,1,1|2");
        clear(item);
        peer.lines.expect("U,1,1,#|#");
        update(item, "a", "3");
        peer.lines.expect("U,1,1,3|");
    }

    @Test
    @Row({"tlcp.add.LS_snapshot_len", "tlcp.mode.distinct_eos_empty", "tlcp.mode.cs", "tlcp.u.baseline_survives"})
    @Trap({"T14", "T38"})
    void distinctMarksItsSnapshot() throws IOException {
        script.stage(item, Map.of());
        subscribe("DISTINCT", "a b", "&LS_snapshot=3");
        peer.lines.expect("EOS,1,1");
        update(item, "a", "1", "b", "2");
        peer.lines.expect("U,1,1,1|2");
        clear(item);
        peer.lines.expect("CS,1,1");
        update(item, "a", "1", "b", "3");
        peer.lines.expect("U,1,1,|3");
    }

    @Test
    @Row({"tlcp.cmd.normalise", "tlcp.cmd.values", "tlcp.cmd.delete_nulls", "tlcp.u.baseline_item"})
    @Trap("T38")
    void commandsAreMadeConsistent() throws IOException {
        subscribe("COMMAND", "key command qty", "");
        update(item, "key", "A", "command", "UPDATE", "qty", "1");
        peer.lines.expect("U,1,1,A|ADD|1");
        update(item, "key", "A", "command", "ADD", "qty", "2");
        peer.lines.expect("U,1,1,|UPDATE|2");
        update(item, "key", "B", "command", "DELETE");
        update(item, "key", "A", "command", "DELETE", "qty", "9");
        peer.lines.expect("U,1,1,|DELETE|#");
    }

    @Test
    @Row({"tlcp.delete.unsub", "tlcp.delete.unknown", "tlcp.u.baseline_new_sub", "tlcp.delete.zombie"})
    @Trap("T11")
    void deletedSubscriptionIsSilentAndStartsAnew() throws IOException {
        subscribe("MERGE", "a b", "");
        update(item, "a", "1", "b", "2");
        peer.lines.expect("U,1,1,1|2");
        peer.send("control\r\nLS_reqId=2&LS_op=delete&LS_subId=1&LS_cause=zombie", "REQOK,2", "UNSUB,1");
        Await.until("the item is left", () -> script.calls(item).contains("unsubscribe"));
        peer.send("control\r\nLS_reqId=3&LS_op=delete&LS_subId=1", "REQERR,3,19,{*}");
        peer.send("control\r\n" + add(4, 1, "MERGE", item, "a b"), "REQOK,4", "SUBOK,1,1,2", "CONF,1,unlimited,filtered");
        update(item, "a", "1", "b", "2");
        peer.lines.expect("U,1,1,1|2");
    }

    @Test
    @Row({"tlcp.delete.updates_until_unsub", "tlcp.delete.unsub"})
    void nothingComesAfterUnsub() throws IOException {
        subscribe("RAW", "n", "");
        flood(item, 20_000, 1);
        peer.lines.expect("U,1,1,1");
        assertThat(http("control", "LS_reqId=2&LS_op=delete&LS_subId=1&LS_session=" + peer.session()).lines())
                .containsExactly("REQOK,2");
        assertThat(peer.lines.skipTo("UNSUB,1")).allMatch(line -> line.startsWith("U,1,1,") || line.startsWith("OV,1,1,"));
        peer.settle();
    }

    @Test
    @Row({"tlcp.reconf.freq", "tlcp.reconf.noop", "tlcp.reconf.unfiltered", "tlcp.reconf.unknown", "tlcp.conf.three_args",
            "tlcp.control.ack_other_ops", "tlcp.add.freq_unfiltered"})
    @Trap("T43")
    void frequenciesAreChangedAndTold() throws IOException {
        subscribe("MERGE", "a", "&LS_requested_max_frequency=2.5");
        assertThat(peer.lines.value("frequency")).isEqualTo("2.5");
        String reconf = "control\r\nLS_op=reconf&LS_ack=false&LS_subId=1&LS_reqId=";
        peer.send(reconf + "2&LS_requested_max_frequency=3.0", "REQOK,2");
        assertThat(peer.lines.line()).isIn("CONF,1,3,filtered", "CONF,1,3.0,filtered");
        peer.send(reconf + "3&LS_requested_max_frequency=unlimited", "REQOK,3", "CONF,1,unlimited,filtered");
        peer.send(reconf + "4", "REQOK,4", "CONF,1,unlimited,filtered");
        peer.send(reconf + "5&LS_requested_max_frequency=unfiltered", "REQERR,5,13,{*}");
        peer.send("control\r\nLS_reqId=6&LS_op=reconf&LS_subId=2", "REQERR,6,19,{*}");
        peer.send("control\r\n" + add(7, 2, "MERGE", item(), "a") + "&LS_requested_max_frequency=unfiltered", "REQOK,7",
                "SUBOK,2,1,1", "CONF,2,unlimited,unfiltered");
        peer.send("control\r\nLS_reqId=8&LS_op=reconf&LS_subId=2&LS_requested_max_frequency=1", "REQERR,8,13,{*}");
    }

    @Test
    @Row({"tlcp.constrain.limit", "tlcp.constrain.unlimited", "tlcp.control.ack_other_ops"})
    @Trap("T43")
    void bandwidthIsChangedAndTold() throws IOException {
        peer.send("control\r\nLS_reqId=1&LS_op=constrain&LS_requested_max_bandwidth=12.5&LS_ack=false", "REQOK,1", "CONS,12.5");
        peer.send("control\r\nLS_reqId=2&LS_op=constrain&LS_requested_max_bandwidth=unlimited", "REQOK,2", "CONS,unlimited");
    }

    @Test
    @Row({"tlcp.control.ack_false_ok", "tlcp.control.ack_false_error", "tlcp.control.ack_http_ignored",
            "tlcp.control.unknown_op", "tlcp.mpn.disabled"})
    @Trap("T42")
    void answersAreSuppressedOnlyWhereAllowed() throws IOException {
        peer.send("control\r\n" + add(1, 1, "MERGE", item, "a") + "&LS_ack=false", "SUBOK,1,1,1", "CONF,1,unlimited,filtered");
        peer.send("control\r\nLS_reqId=2&LS_op=delete&LS_subId=9&LS_ack=false", "REQERR,2,19,{*}");
        peer.send("control\r\nLS_reqId=3&LS_op=delete&LS_subId=1&LS_ack=false", "UNSUB,1");
        peer.send("control\r\nLS_reqId=4&LS_op=nothing", "REQERR,4,67,{*}");
        peer.send("control\r\nLS_reqId=5", "REQERR,5,67,{*}");
        for (String operation : List.of("register", "reset_badge", "activate", "pn_reconf", "deactivate")) {
            peer.send("control\r\nLS_reqId=6&LS_op=" + operation, "REQERR,6,40,{*}");
        }
        assertThat(http("control", add(7, 1, "MERGE", item(), "a") + "&LS_ack=false&LS_session=" + peer.session()).lines())
                .containsExactly("REQOK,7");
        peer.lines.expect("SUBOK,1,1,1", "CONF,1,unlimited,filtered");
    }
}
