package dev.sluice.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Await;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The metadata adapter changes events for one user; others see them as they came. */
class CustomizedUpdatesTest extends ConformanceCase {

    private static String personal() {
        return "personal:" + item();
    }

    private WebSocketPeer subscribed(String user, String mode, String item, String schema, String opening) throws IOException {
        WebSocketPeer peer = session("&LS_user=" + user);
        peer.send("control\r\n" + add(1, 1, mode, item, schema) + "&LS_snapshot=true", "REQOK,1", opening,
                "CONF,1,unlimited,filtered");
        return peer;
    }

    @Test
    void everyUserSeesItsOwnValues() throws IOException {
        String item = personal();
        script.stage(item, Map.of("a", "1", "b", "x"));
        WebSocketPeer ann = subscribed("ann", "MERGE", item, "a b", "SUBOK,1,1,2");
        WebSocketPeer ben = subscribed("ben", "MERGE", item, "a b", "SUBOK,1,1,2");
        ann.lines.expect("U,1,1,1 then for ann|x");
        ben.lines.expect("U,1,1,1 then for ben|x");
        update(item, "b", "y");
        ann.lines.expect("U,1,1,1 for ann|y");
        ben.lines.expect("U,1,1,1 for ben|y");
        update(item, "b", "z");
        ann.lines.expect("U,1,1,|z");
        ben.lines.expect("U,1,1,|z");
    }

    @Test
    void rowsKeepTheirKeysAndAreShownWhenTheyAreCleared() throws IOException {
        String item = personal();
        script.stage(item, Map.of("key", "K", "command", "ADD", "a", "1"));
        WebSocketPeer ann = subscribed("ann", "COMMAND", item, "key command a", "SUBCMD,1,1,3,1,2");
        ann.lines.expect("U,1,1,K|ADD|1 then for ann", "EOS,1,1");
        update(item, "key", "K", "command", "UPDATE", "a", "2");
        ann.lines.expect("U,1,1,|UPDATE|2 for ann");
        clear(item);
        ann.lines.expect("CS,1,1");
        assertThat(script.messages("cleared " + item)).containsExactly("cleared " + item + " for ann");
    }

    @Test
    void aSlowAnswerIsReported() throws IOException {
        String item = personal();
        WebSocketPeer ann = subscribed("ann", "MERGE", item, "a slow", "SUBOK,1,1,2");
        update(item, "a", "1", "slow", "120");
        ann.lines.expect("U,1,1,1 for ann|120");
        Await.until("the report", () -> node.log().stream()
                .anyMatch(line -> line.contains(" WARN ") && line.contains("customizeUpdate of adapter TEST took ")));
    }
}
