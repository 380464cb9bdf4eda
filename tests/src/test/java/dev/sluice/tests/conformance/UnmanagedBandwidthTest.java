package dev.sluice.tests.conformance;

import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.NodeSettings;
import dev.sluice.tests.proof.Row;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A node that was told to leave bandwidth alone says so. */
class UnmanagedBandwidthTest extends ConformanceCase {

    @Test
    @Row("tlcp.constrain.unmanaged")
    void limitsAreNeitherAppliedNorPromised() throws IOException {
        try (NodeProcess other = NodeProcess.start(new NodeSettings().set("sluice", "<bandwidth_control>N</bandwidth_control>"))) {
            node = other;
            WebSocketPeer peer = new WebSocketPeer(webSocket());
            peer.send("create_session\r\nLS_adapter_set=TEST&LS_requested_max_bandwidth=10", "CONOK,{session},{limit},3000,*",
                    "SERVNAME,Test HTTP", "CLIENTIP,127.0.0.1", "CONS,unmanaged");
            peer.send("control\r\nLS_reqId=1&LS_op=constrain&LS_requested_max_bandwidth=5", "REQOK,1", "CONS,unmanaged");
            peer.send("control\r\nLS_reqId=2&LS_op=constrain", "REQOK,2", "CONS,unmanaged");
        }
    }
}
