package dev.sluice.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.proof.Row;
import dev.sluice.tests.proof.Trap;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Differences inside fields, where adapter and client allow them, and where they must not be told. */
class DifferencesTest extends ConformanceCase {

    private static final String TEXT = "the quick brown fox jumps over the lazy dog";
    private static final String FILLING = "x".repeat(60);

    private static String json(String text, int number) {
        return "{\"text\":\"" + text + "\",\"n\":" + number + ",\"filling\":\"" + FILLING + "\"}";
    }

    /** A subscription of an item whose adapter declares algorithms for fields. */
    private String subscribed(WebSocketPeer peer, String mode, String schema, String... declared) throws IOException {
        String item = item();
        script.declareDifferences(item, declared);
        String opening = mode.equals("COMMAND") ? "SUBCMD,1,1,{*}" : "SUBOK,1,1,{*}";
        peer.send("control\r\n" + add(1, 1, mode, item, schema), "REQOK,1", opening, "CONF,1,unlimited,filtered");
        return item;
    }

    @Test
    @Row({"tlcp.diff.tlcp", "tlcp.diff.varint"})
    @Trap("T41")
    void textsAreToldByCopiedAndAddedCharacters() throws IOException {
        WebSocketPeer peer = session("");
        String item = subscribed(peer, "MERGE", "a", "a", "DIFF_MATCH_PATCH");
        update(item, "a", TEXT);
        peer.lines.expect("U,1,1," + TEXT);
        update(item, "a", TEXT + " 5%|");
        peer.lines.expect("U,1,1,^TBre 5%25%7C");
        update(item, "a", TEXT.substring(0, 26) + TEXT.substring(29));
        peer.lines.expect("U,1,1,^TBaado");
        String page = "x".repeat(676);
        update(item, "a", page);
        peer.lines.expect("U,1,1," + page);
        update(item, "a", page + "!");
        peer.lines.expect("U,1,1,^TBAab!");
    }

    @Test
    @Row("tlcp.diff.jsonpatch")
    void jsonIsToldByPatches() throws IOException {
        WebSocketPeer peer = session("");
        String item = subscribed(peer, "MERGE", "a b", "a", "JSONPATCH");
        update(item, "a", json("a", 1), "b", TEXT);
        peer.lines.expect("U,1,1," + json("a", 1) + "|" + TEXT);
        update(item, "a", json("a|b", 1), "b", TEXT + "!");
        peer.lines.expect("U,1,1,^P[{\"op\":\"replace\",\"path\":\"/text\",\"value\":\"a%7Cb\"}]|" + TEXT + "!");
    }

    @Test
    @Row({"tlcp.diff.no_T_after_P", "tlcp.diff.equal_json"})
    @Trap("T39")
    void afterAPatchTheValueIsATreeUntilItIsToldWhole() throws IOException {
        WebSocketPeer peer = session("");
        String item = subscribed(peer, "MERGE", "a b", "a", "JSONPATCH,DIFF_MATCH_PATCH");
        update(item, "a", json("a", 1), "b", "1");
        peer.lines.expect("U,1,1," + json("a", 1) + "|1");
        update(item, "a", json("a", 2));
        peer.lines.expect("U,1,1,^P[{\"op\":\"replace\",\"path\":\"/n\",\"value\":2}]|");
        update(item, "a", json("a", 2).replace(":", ": "), "b", "2");
        peer.lines.expect("U,1,1,|2");
        update(item, "a", json("a", 2) + " is no JSON");
        peer.lines.expect("U,1,1," + json("a", 2) + " is no JSON|");
        update(item, "a", json("a", 2) + " is none");
        assertThat(peer.lines.line()).startsWith("U,1,1,^T");
    }

    @Test
    @Row({"tlcp.diff.surrogates", "tlcp.diff.not_on_null"})
    @Trap("T39")
    void surrogatesAndNullAreToldWhole() throws IOException {
        WebSocketPeer peer = session("");
        String item = subscribed(peer, "MERGE", "a b", "a", "DIFF_MATCH_PATCH", "b", "DIFF_MATCH_PATCH");
        update(item, "a", TEXT, "b", null);
        peer.lines.expect("U,1,1," + TEXT + "|#");
        update(item, "a", TEXT + "\uD83D\uDE00", "b", TEXT);
        peer.lines.expect("U,1,1," + TEXT + "\uD83D\uDE00|" + TEXT);
        update(item, "a", TEXT, "b", null);
        peer.lines.expect("U,1,1," + TEXT + "|#");
        update(item, "b", TEXT);
        peer.lines.expect("U,1,1,|" + TEXT);
    }

    @Test
    @Row("tlcp.cmd.no_diff_on_key_command")
    @Trap("T39")
    void keyAndCommandAreToldWhole() throws IOException {
        WebSocketPeer peer = session("");
        String item = subscribed(peer, "COMMAND", "key command a", "key", "DIFF_MATCH_PATCH", "command", "DIFF_MATCH_PATCH", "a",
                "DIFF_MATCH_PATCH");
        update(item, "key", TEXT + "1", "command", "ADD", "a", TEXT + "1");
        peer.lines.expect("U,1,1," + TEXT + "1|ADD|" + TEXT + "1");
        update(item, "key", TEXT + "2", "command", "ADD", "a", TEXT + "2");
        peer.lines.expect("U,1,1," + TEXT + "2||^TBrb2");
    }

    @Test
    @Row({"tlcp.ver.no_diff_before_24", "tlcp.create.LS_supported_diffs"})
    void whoCannotUndoADifferenceIsToldTheValue() throws IOException {
        WebSocketPeer none = session("&LS_supported_diffs=");
        WebSocketPeer patches = session("&LS_supported_diffs=P%2CX");
        WebSocketPeer old = session(closing(RawWebSocket.offer(node.port(), "/lightstreamer",
                "Sec-WebSocket-Protocol: TLCP-2.3.0.lightstreamer.com")), "");
        String item = subscribed(none, "MERGE", "a b", "a", "JSONPATCH", "b", "DIFF_MATCH_PATCH");
        for (WebSocketPeer peer : new WebSocketPeer[] {patches, old}) {
            peer.send("control\r\n" + add(1, 1, "MERGE", item, "a b"), "REQOK,1", "SUBOK,1,1,2", "CONF,1,unlimited,filtered");
        }
        update(item, "a", json("a", 1), "b", TEXT);
        update(item, "a", json("b", 1), "b", TEXT + "!");
        String first = "U,1,1," + json("a", 1) + "|" + TEXT;
        String second = "U,1,1," + json("b", 1) + "|" + TEXT + "!";
        none.lines.expect(first, second);
        old.lines.expect(first, second);
        patches.lines.expect(first, "U,1,1,^P[{\"op\":\"replace\",\"path\":\"/text\",\"value\":\"b\"}]|" + TEXT + "!");
    }

    @Test
    @Row({"tlcp.rec.bytes", "tlcp.u.baseline_survives"})
    void differencesAreRepeatedAsTheyWereAndGoOn() throws IOException {
        WebSocketPeer peer = session("");
        String item = subscribed(peer, "MERGE", "a", "a", "DIFF_MATCH_PATCH");
        update(item, "a", TEXT);
        update(item, "a", TEXT + "!");
        peer.lines.expect("U,1,1," + TEXT, "U,1,1,^TBrb!");
        Transcript recovery = new Transcript(http("bind_session",
                "LS_session=" + peer.lines.value("session") + "&LS_recovery_from=2" + POLL));
        recovery.skipTo("PROG,2");
        recovery.expect("U,1,1," + TEXT, "U,1,1,^TBrb!", "LOOP,0");
        update(item, "a", TEXT + "?");
        assertThat(poll(peer.lines.value("session")).skipTo("LOOP,0")).contains("U,1,1,^TBrb?");
    }
}
