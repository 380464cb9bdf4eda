package dev.sluice.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.proof.Row;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Mobile push is not there, and said so by the one code that clients keep to it. */
class MobilePushTest extends ConformanceCase {

    private static final String ANSWER = ",40,Mobile push notifications are disabled";

    /** Refused in the form current clients send it, without its parameters, and over HTTP. */
    private void refused(String operation, String parameters) throws IOException {
        WebSocketPeer peer = session("");
        peer.send("control\r\nLS_reqId=1&LS_op=" + operation + parameters, "REQERR,1" + ANSWER);
        peer.send("control\r\nLS_reqId=2&LS_op=" + operation, "REQERR,2" + ANSWER);
        peer.send("control\r\nLS_reqId=3&LS_ack=false&LS_op=" + operation + parameters, "REQERR,3" + ANSWER);
        assertThat(http("control", "LS_reqId=4&LS_op=" + operation + parameters + "&LS_session=" + peer.session()).lines())
                .containsExactly("REQERR,4" + ANSWER);
        peer.settle();
    }

    @Test
    @Row({"tlcp.mpn.disabled", "tlcp.mpn.register"})
    void registration() throws IOException {
        refused("register", "&PN_type=Google&PN_appId=an.app&PN_deviceToken=token");
    }

    @Test
    @Row({"tlcp.mpn.disabled", "tlcp.mpn.reset_badge"})
    void badge() throws IOException {
        refused("reset_badge", "&PN_deviceId=device");
    }

    @Test
    @Row({"tlcp.mpn.disabled", "tlcp.mpn.activate"})
    void activation() throws IOException {
        refused("activate", "&LS_subId=1&LS_mode=MERGE&LS_group=i&LS_schema=a&LS_data_adapter=SCRIPT&PN_deviceId=device"
                + "&PN_notificationFormat=%7B%22aps%22:%7B%7D%7D");
    }

    @Test
    @Row({"tlcp.mpn.disabled", "tlcp.mpn.pn_reconf"})
    void reconfiguration() throws IOException {
        refused("pn_reconf", "&LS_mode=MERGE&LS_group=i&LS_schema=a&PN_deviceId=device&PN_subscriptionId=s&PN_trigger=");
    }

    @Test
    @Row({"tlcp.mpn.disabled", "tlcp.mpn.deactivate"})
    void deactivation() throws IOException {
        refused("deactivate", "&PN_deviceId=device&PN_subscriptionStatus=ACTIVE");
    }

    @Test
    @Row({"tlcp.ver.mpnconf_before_23", "tlcp.ver.code3_before_23"})
    void oldSessionsAreToldTheSame() throws IOException {
        for (int minor = 0; minor <= 2; minor++) {
            WebSocketPeer peer = session(closing(RawWebSocket.offer(node.port(), "/lightstreamer",
                    "Sec-WebSocket-Protocol: TLCP-2." + minor + ".0.lightstreamer.com")), "");
            peer.send("control\r\nLS_reqId=1&LS_op=pn_reconf&LS_mode=MERGE&LS_group=i&LS_schema=a&PN_deviceId=d&PN_subscriptionId=s",
                    "REQERR,1" + ANSWER);
            WebSocketPeer current = new WebSocketPeer(webSocket());
            current.send("control\r\nLS_reqId=2&LS_op=constrain&LS_session=" + peer.session(), "REQOK,2");
            peer.lines.expect("CONS,unlimited");
            peer.settle();
        }
    }
}
