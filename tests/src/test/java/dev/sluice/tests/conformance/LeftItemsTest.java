package dev.sluice.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Items stay open for a while when the last session that listened is gone. */
class LeftItemsTest extends ConformanceCase {

    @Test
    void aClientThatComesBackFindsTheStateOfNow() throws IOException {
        String item = item();
        WebSocketPeer first = session("");
        first.send("control\r\n" + add(1, 1, "MERGE", item, "a"), "REQOK,1", "SUBOK,1,1,1", "CONF,1,unlimited,filtered");
        update(item, "a", "1");
        first.lines.expect("U,1,1,1");
        first.send("control\r\nLS_reqId=2&LS_op=destroy", "REQOK,2", "END,31,{*}");
        update(item, "a", "2");
        WebSocketPeer second = session("");
        second.send("control\r\n" + add(1, 1, "MERGE", item, "a") + "&LS_snapshot=true", "REQOK,1", "SUBOK,1,1,1",
                "CONF,1,unlimited,filtered", "U,1,1,2");
        assertThat(script.calls(item)).containsExactly("subscribe");
    }
}
