package dev.sluice.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.request.ClientInfo;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientAddressTest {

    @TempDir
    Path dir;

    @Test
    void theNthEntryFromTheRightIsTheClient() {
        assertThat(ClientAddress.find("10.0.0.254", "10.9.9.9, 200.0.0.101", 1))
                .isEqualTo(new ClientAddress("200.0.0.101", List.of("10.9.9.9"), false));
        assertThat(ClientAddress.find("e", "a, b ,c", 2)).isEqualTo(new ClientAddress("b", List.of("a"), false));
        assertThat(ClientAddress.find("e", "a,b", 0)).isEqualTo(new ClientAddress("e", List.of("a", "b"), false));
        assertThat(ClientAddress.find("e", "a", 2)).isEqualTo(new ClientAddress("e", List.of("a"), true));
        assertThat(ClientAddress.find("e", null, 1)).isEqualTo(new ClientAddress("e", List.of(), true));
    }

    @Test
    void bracketsPortsAndLongFormsAreTakenOff() {
        assertThat(ClientAddress.normal("[2001:db8:0:0:0:0:0:1]:443")).isEqualTo("2001:db8::1");
        assertThat(ClientAddress.normal("192.0.2.1:8080")).isEqualTo("192.0.2.1");
        assertThat(ClientAddress.normal("fe80:0:0:0:0:0:0:1%eth0")).isEqualTo("fe80::1");
        assertThat(ClientAddress.normal("unknown")).isEqualTo("unknown");
    }

    @Test
    void forwardedAddressesAreFoundPerRequestAndAtTheHandshake() throws Exception {
        try (TransportFixture node = new TransportFixture(dir, s -> s.httpServers.get(0).clientIdentification.skipLocalForwards = 1);
             RawClient client = node.connect(); RawClient socket = node.connect()) {
            client.get("/lightstreamer/msg.txt", "X-Forwarded-For: 10.9.9.9", "X-Forwarded-For: 200.0.0.101");
            ClientInfo info = TransportFixture.take(node.entry.connections).client();
            assertThat(info.address()).isEqualTo("200.0.0.101");
            assertThat(info.forwarded()).containsExactly("10.9.9.9");
            assertThat(info.port()).isEqualTo(client.socket.getLocalPort());
            client.get("/lightstreamer/msg.txt", "X-Forwarded-For: 200.0.0.102");
            assertThat(TransportFixture.take(node.entry.connections).client().address()).isEqualTo("200.0.0.102");
            try (RawWebSocket webSocket = new RawWebSocket(socket,
                    "TLCP-2.5.0.lightstreamer.com\r\nX-Forwarded-For: 200.0.0.103\r\nX-Own: 1")) {
                webSocket.send("x");
                ClientInfo known = TransportFixture.take(node.entry.connections).client();
                assertThat(known.address()).isEqualTo("200.0.0.103");
                assertThat(known.headers()).containsEntry("x-own", "1").doesNotContainKey("sec-websocket-key");
            }
        }
    }

    @Test
    void theProxyProtocolNamesTheClientInBothVersions() throws Exception {
        try (TransportFixture node = proxied()) {
            assertThat(seen(node, "PROXY TCP4 200.0.0.101 10.0.0.1 40123 80\r\n".getBytes(StandardCharsets.US_ASCII)))
                    .isEqualTo("200.0.0.101:40123");
            assertThat(seen(node, "PROXY TCP6 2001:db8::7 ::1 40124 80\r\n".getBytes(StandardCharsets.US_ASCII)))
                    .isEqualTo("2001:db8::7:40124");
            assertThat(seen(node, version2(0x21, 0x11, new byte[] {(byte) 200, 0, 0, 7, 10, 0, 0, 1, (byte) 0x9c, (byte) 0xbd, 0, 80})))
                    .isEqualTo("200.0.0.7:40125");
            String loopback = InetAddress.getLoopbackAddress().getHostAddress();
            assertThat(seen(node, version2(0x20, 0x00, new byte[0]))).startsWith(loopback + ":");
            assertThat(seen(node, "PROXY UNKNOWN\r\n".getBytes(StandardCharsets.US_ASCII))).startsWith(loopback + ":");
        }
    }

    @Test
    void withoutAProxyHeaderTheConnectionIsClosed() throws Exception {
        try (TransportFixture node = proxied()) {
            try (RawClient client = node.connect()) {
                client.send("GET /lightstreamer/msg.txt HTTP/1.1\r\nHost: h\r\n\r\n");
                assertThat(client.atEnd()).isTrue();
            }
            try (RawClient silent = node.connect()) {
                assertThat(silent.atEnd()).isTrue();
            }
            assertThat(node.entry.requests).isEmpty();
        }
    }

    private TransportFixture proxied() throws Exception {
        return new TransportFixture(dir, s -> {
            s.httpServers.get(0).clientIdentification.proxyProtocolEnabled = true;
            s.httpServers.get(0).clientIdentification.proxyProtocolTimeoutMillis = 300;
        });
    }

    private static String seen(TransportFixture node, byte[] header) throws Exception {
        try (RawClient client = node.connect()) {
            client.send(header).get("/lightstreamer/msg.txt");
            ClientInfo info = TransportFixture.take(node.entry.connections).client();
            return info.address() + ":" + info.port();
        }
    }

    private static byte[] version2(int command, int family, byte[] addresses) {
        return ByteBuffer.allocate(16 + addresses.length).put(new byte[] {13, 10, 13, 10, 0, 13, 10, 0x51, 0x55, 0x49, 0x54, 10})
                .put((byte) command).put((byte) family).putShort((short) addresses.length).put(addresses).array();
    }
}
