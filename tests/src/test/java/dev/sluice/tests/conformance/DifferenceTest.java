package dev.sluice.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.ScriptControl;
import dev.sluice.tests.proof.Row;
import dev.sluice.tests.proof.Trap;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Fields told by their difference from the value before, where the adapter and the client allow it. */
class DifferenceTest extends ConformanceCase {

    private static final String LONG = "The quick brown fox jumps over the lazy dog, then it rests a while. ";
    private static final String JSON = "JSONPATCH";
    private static final String TEXT = "DIFF_MATCH_PATCH";
    private WebSocketPeer peer;
    private String item;

    @BeforeEach
    void name() {
        item = item();
    }

    private void subscribed(String more, String... fieldsAndAlgorithms) throws IOException {
        subscribed(session(more), fieldsAndAlgorithms);
    }

    private void subscribed(WebSocketPeer opened, String... fieldsAndAlgorithms) throws IOException {
        script.declareDifferences(item, fieldsAndAlgorithms);
        peer = opened;
        peer.send("control\r\n" + add(1, 1, "MERGE", item, "a n"), "REQOK,1", "SUBOK,1,1,2", "CONF,1,unlimited,filtered");
    }

    /** The field {@code a} takes a value; the line must tell it by this token. */
    private void told(String value, String token) throws IOException {
        update(item, ScriptControl.fieldMap("a", value));
        peer.lines.expect("U,1,1," + token + "|");
    }

    private void first(String value) throws IOException {
        update(item, ScriptControl.fieldMap("a", value, "n", "0"));
        peer.lines.expect("U,1,1," + value + "|0");
    }

    private static String json(String text, String number) {
        return "{\"text\":\"" + text + "\",\"n\":" + number + ",\"more\":\"" + "m".repeat(80) + "\"}";
    }

    @Test
    @Row("tlcp.diff.jsonpatch")
    void jsonIsPatched() throws IOException {
        subscribed("", "a", JSON);
        first(json("a", "1"));
        told(json("a", "2"), "^P[{\"op\":\"replace\",\"path\":\"/n\",\"value\":2}]");
        told(json("b|c, 5%", "2"), "^P[{\"op\":\"replace\",\"path\":\"/text\",\"value\":\"b%7Cc, 5%25\"}]");
        String added = json("b|c, 5%", "2").replace("{\"text\"", "{\"x/y~\":[1,{}],\"text\"");
        told(added, "^P[{\"op\":\"add\",\"path\":\"/x~1y~0\",\"value\":[1,{}]}]");
        told(json("b|c, 5%", "2"), "^P[{\"op\":\"remove\",\"path\":\"/x~1y~0\"}]");
    }

    @Test
    @Row({"tlcp.diff.tlcp", "tlcp.diff.varint"})
    @Trap("T41")
    void textIsToldBySections() throws IOException {
        subscribed("", "a", TEXT);
        first("x".repeat(29) + "qq" + "y".repeat(26));
        told("x".repeat(29) + "y".repeat(26), "^TBdacBa");
        told("x".repeat(29) + "y".repeat(26) + "%$=,+|", "^TCdg%25$=,+%7C");
        told("x".repeat(29), "^TBd");
        String hundreds = "z".repeat(676);
        told(hundreds + "a", hundreds + "a");
        told(hundreds + "b", "^TBAabb");
        told("0" + hundreds + "b", "^Tab0aBAb");
    }

    @Test
    @Row("tlcp.diff.surrogates")
    void textWithSurrogatesIsToldWhole() throws IOException {
        subscribed("", "a", TEXT);
        first(LONG);
        told(LONG + "😀", LONG + "😀");
        told(LONG + "é", LONG + "é");
        told(LONG + "é€", "^TCrb€");
    }

    @Test
    @Row("tlcp.diff.not_on_null")
    @Trap("T39")
    void nullHasNoDifference() throws IOException {
        subscribed("", "a", JSON + "," + TEXT);
        update(item, "n", "0");
        peer.lines.expect("U,1,1,#|0");
        told(json("a", "1"), json("a", "1"));
        told(null, "#");
        told(json("a", "2"), json("a", "2"));
        told("", "$");
        told(json("a", "3"), json("a", "3"));
    }

    @Test
    @Row("tlcp.diff.no_T_after_P")
    @Trap("T39")
    void patchedFieldIsNoTextUntilToldWhole() throws IOException {
        subscribed("", "a", JSON + "," + TEXT);
        first(json("a", "1"));
        told(json("a", "2"), "^P[{\"op\":\"replace\",\"path\":\"/n\",\"value\":2}]");
        String broken = json("a", "2") + "}";
        told(broken, broken);
        assertThat(broken).hasSize(109);
        told(broken + "!", "^TEfb!");
    }

    @Test
    @Row("tlcp.diff.equal_json")
    void jsonWrittenAnotherWayIsNoChangeOncePatched() throws IOException {
        subscribed("", "a", JSON);
        first(json("a", "1"));
        told(json("a", "1").replace(":1", ": 1"), json("a", "1").replace(":1", ": 1"));
        told(json("a", "2"), "^P[{\"op\":\"replace\",\"path\":\"/n\",\"value\":2}]");
        update(item, "a", json("a", "2").replace(":2", ": 2"), "n", "7");
        peer.lines.expect("U,1,1,|7");
        told(json("a", "3"), "^P[{\"op\":\"replace\",\"path\":\"/n\",\"value\":3}]");
    }

    @Test
    @Row("tlcp.create.LS_supported_diffs")
    @Trap("T40")
    void clientNamesTheKindsItCanUndo() throws IOException {
        String plain = LONG + LONG + "1";
        String text = "^TFgb1";
        for (String[] row : new String[][] {{"", text}, {"&LS_supported_diffs=T", text}, {"&LS_supported_diffs=P%2C%20T%2CX", text},
                {"&LS_supported_diffs=P", plain}, {"&LS_supported_diffs=", plain}, {"&LS_supported_diffs=X%2Ct", plain}}) {
            item = item();
            subscribed(row[0], "a", JSON + "," + TEXT);
            first(LONG + LONG);
            told(plain, row[1]);
        }
    }

    @Test
    @Row("tlcp.ver.no_diff_before_24")
    void oldSessionsGetNone() throws IOException {
        for (int minor = 0; minor <= 5; minor++) {
            item = item();
            subscribed(session(closing(RawWebSocket.offer(node.port(), "/lightstreamer",
                    "Sec-WebSocket-Protocol: TLCP-2." + minor + ".0.lightstreamer.com")), "&LS_supported_diffs=P%2CT"), "a", TEXT);
            first(LONG);
            told(LONG + "1", minor < 4 ? LONG + "1" : "^TCqb1");
        }
    }

    @Test
    @Row("tlcp.cmd.no_diff_on_key_command")
    @Trap("T39")
    void keyAndCommandAreToldWhole() throws IOException {
        script.declareDifferences(item, "key", TEXT, "command", TEXT, "a", TEXT);
        peer = session("");
        peer.send("control\r\n" + add(1, 1, "COMMAND", item, "key command a"), "REQOK,1", "SUBCMD,1,1,3,1,2",
                "CONF,1,unlimited,filtered");
        update(item, "key", LONG + "1", "command", "ADD", "a", LONG);
        peer.lines.expect("U,1,1," + LONG + "1|ADD|" + LONG);
        update(item, "key", LONG + "2", "command", "ADD", "a", LONG + "2");
        peer.lines.expect("U,1,1," + LONG + "2||^TCqb2");
        update(item, "key", LONG + "1", "command", "UPDATE", "a", LONG + "3");
        peer.lines.expect("U,1,1," + LONG + "1|UPDATE|^TCqb3");
    }

    @Test
    @Row({"tlcp.rec.bytes", "tlcp.diff.tlcp"})
    @Trap("T37")
    void differencesAreReplayedAsTheyWereWritten() throws IOException {
        subscribed("", "a", TEXT);
        first(LONG);
        told(LONG + "1", "^TCqb1");
        told(LONG + "12", "^TCrb2");
        peer.socket.wire().cut();
        Transcript recovery = new Transcript(http("bind_session", "LS_session=" + peer.session() + POLL + "&LS_recovery_from=3"));
        recovery.skipTo("PROG,3");
        assertThat(recovery.skipTo("LOOP,0")).isEqualTo(List.of("U,1,1,^TCqb1|", "U,1,1,^TCrb2|"));
        update(item, "a", LONG + "123");
        assertThat(poll(peer.session()).skipTo("LOOP,0")).containsExactly("CONS,unlimited", "U,1,1,^TCsb3|");
    }
}
