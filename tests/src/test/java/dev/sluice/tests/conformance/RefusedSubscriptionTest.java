package dev.sluice.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.proof.Row;
import dev.sluice.tests.proof.Trap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the metadata adapter says of a subscription, and what the client is told. */
class RefusedSubscriptionTest extends ConformanceCase {

    private WebSocketPeer peer;

    @BeforeEach
    void open() throws IOException {
        peer = session("&LS_user=tables");
    }

    /** Neither the stream nor a later subscription under the same id is touched by a refusal. */
    private void refused(String mode, String group, String schema, String more, String line) throws IOException {
        peer.send("control\r\n" + add(1, 1, mode, group, schema) + more, line);
        assertThat(http("control", add(1, 1, mode, group, schema) + more + "&LS_session=" + peer.session()).lines())
                .singleElement().satisfies(answer -> new Transcript(List.of(answer).iterator()::next).expect(line));
    }

    @Test
    @Row({"tlcp.add.LS_group_bad", "tlcp.add.LS_schema_bad", "tlcp.add.adapter_exception"})
    void namesTheAdapterDoesNotKnow() throws IOException {
        refused("MERGE", "unknown", "a", "", "REQERR,1,21,Bad item group name");
        refused("MERGE", item(), "unknown", "", "REQERR,1,23,Bad field schema name");
        refused("MERGE", item(), "elsewhere", "", "REQERR,1,22,Bad item group name for this field schema");
        refused("MERGE", "crash", "a", "", "REQERR,1,66,Unexpected error in the adapter");
        peer.settle();
    }

    @Test
    @Row({"tlcp.add.LS_mode_bad", "tlcp.add.command_no_key", "tlcp.add.command_no_command"})
    void modesTheItemDoesNotHave() throws IOException {
        refused("RAW", "only:MERGE:" + item(), "a", "", "REQERR,1,24,Subscription mode not allowed for an item");
        refused("MERGE", item() + "%20only:RAW", "a", "", "REQERR,1,24,Subscription mode not allowed for an item");
        refused("COMMAND", item(), "command a", "", "REQERR,1,15,{*}");
        refused("COMMAND", item(), "key a", "", "REQERR,1,16,{*}");
        peer.send("control\r\n" + add(1, 1, "MERGE", "only:MERGE:" + item(), "a"), "REQOK,1", "SUBOK,1,1,1",
                "CONF,1,unlimited,filtered");
    }

    @Test
    @Row("tlcp.add.unfiltered_refused")
    void unfilteredIsRefusedForLimitedAndPrefilteredItems() throws IOException {
        String unfiltered = "&LS_requested_max_frequency=unfiltered";
        refused("MERGE", "limited:3:" + item(), "a", unfiltered, "REQERR,1,26,{*}");
        refused("DISTINCT", "prefiltered:" + item(), "a", unfiltered, "REQERR,1,27,{*}");
        peer.send("control\r\n" + add(2, 2, "MERGE", "limited:3:" + item(), "a") + "&LS_requested_max_frequency=8", "REQOK,2",
                "SUBOK,2,1,1", "CONF,2,3{*},filtered");
    }

    @Test
    @Row("tlcp.add.LS_selector")
    void selectorIsAskedForEachEvent() throws IOException {
        refused("RAW", item(), "a", "&LS_selector=unknown", "REQERR,1,25,{*}");
        String item = item();
        peer.send("control\r\n" + add(2, 2, "RAW", item, "a b") + "&LS_selector=b:x%26y", "REQOK,2", "SUBOK,2,1,2",
                "CONF,2,unlimited,unfiltered");
        update(item, "a", "1", "b", "x");
        update(item, "a", "2", "b", "x&y");
        update(item, "a", "3", "b", "");
        update(item, "a", "4", "b", "x&y");
        peer.lines.expect("U,2,1,2|x&y", "U,2,1,4|");
    }

    @Test
    @Row({"tlcp.add.adapter_error", "tlcp.err.message_empty"})
    void refusalsOfTheAdapterComeWithItsCode() throws IOException {
        refused("MERGE", "costly:-9:too,dear%25", "a", "", "REQERR,1,-9,too%2Cdear%25");
        refused("MERGE", "costly:0:", "a", "", "REQERR,1,0,");
        peer.settle();
    }

    @Test
    @Row({"tlcp.err.reqerr_65_67_rare", "tlcp.err.no_21_11"})
    @Trap("T27")
    void mistakesOfAnApplicationEndNoSession() throws IOException {
        String item = item();
        peer.send("control\r\n" + add(1, 1, "MERGE", item, "a"), "REQOK,1", "SUBOK,1,1,1", "CONF,1,unlimited,filtered");
        List<String> lines = new ArrayList<>(List.of(add(2, 2, "MERGE", "unknown", "a"), add(2, 2, "MERGE", item, "unknown"),
                add(2, 2, "MERGE", item, "elsewhere"), add(2, 2, "COMMAND", item, "a"), add(2, 2, "RAW", "only:MERGE", "a"),
                add(2, 2, "MERGE", item, "a").replace("SCRIPT", "NONE"), add(2, 2, "MERGE", item, "a") + "&LS_selector=unknown",
                add(2, 2, "MERGE", "", "a"), add(2, 2, "MERGE", item, ""), add(2, 1, "MERGE", item, "b"),
                add(2, 2, "MERGE", "crash", "a"), add(2, 2, "MERGE", "costly:-1:x", "a"),
                add(2, 2, "MERGE", "limited:1", "a") + "&LS_requested_max_frequency=unfiltered",
                "LS_reqId=2&LS_op=delete&LS_subId=7", "LS_reqId=2&LS_op=reconf&LS_subId=7",
                "LS_reqId=2&LS_op=reconf&LS_subId=1&LS_requested_max_frequency=unfiltered"));
        for (String line : lines) {
            peer.send("control\r\n" + line);
            assertThat(peer.lines.line()).as(line).matches("REQERR,2,(?!11,|20,|65,|67,).*");
        }
        peer.send("msg\r\nLS_reqId=3&LS_message=refuse:-1:x&LS_msg_prog=1", "REQOK,3", "MSGFAIL,*,1,-1,x");
        peer.send("msg\r\nLS_reqId=3&LS_message=throw:x&LS_msg_prog=1", "REQERR,3,33,{*}");
        update(item, "a", "1");
        peer.lines.expect("U,1,1,1");
    }
}
