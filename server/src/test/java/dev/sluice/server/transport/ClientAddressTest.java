package dev.sluice.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.sluice.server.LogLines;
import dev.sluice.server.request.ClientInfo;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

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
        assertThat(ClientAddress.normal("::ffff:192.0.2.1")).as("mapped").isEqualTo("192.0.2.1");
        assertThat(ClientAddress.normal("[::ffff:192.0.2.1]:80")).isEqualTo("192.0.2.1");
        assertThat(ClientAddress.normal("2001:DB8::0:1")).isEqualTo("2001:db8::1");
        assertThat(ClientAddress.normal("_hidden")).isEqualTo("_hidden");
        assertThat(ClientAddress.normal("a b\u001b[31m")).isEqualTo("a?b??31m");
        assertThat(ClientAddress.normal("x".repeat(5000))).hasSize(64);
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

    @Test
    void thePeerThatForwardsNobodyIsWarnedOfOnce() throws Exception {
        try (LogLines log = LogLines.of("LightstreamerLogger.connections.http");
             TransportFixture node = new TransportFixture(dir, s -> s.httpServers.get(0).clientIdentification.skipLocalForwards = 2)) {
            try (RawClient probe = node.connect()) {
                probe.get("/lightstreamer/healthcheck");
            }
            assertThat(log.at(Level.WARN)).as("a probe forwards nobody").isEmpty();
            for (int i = 0; i < 3; i++) {
                try (RawClient client = node.connect()) {
                    client.get("/lightstreamer/msg.txt", "X-Forwarded-For: 10.9.9.9");
                    assertThat(TransportFixture.take(node.entry.connections).client().address()).isEqualTo("127.0.0.1");
                }
            }
            assertThat(log.at(Level.WARN)).singleElement().asString().contains("127.0.0.1", "1 entries", "skip_local_forwards=2");
        }
    }

    @Test
    void theLogShowsConnectionAddressAndProxies() throws Exception {
        try (TransportFixture node = new TransportFixture(dir, s -> {
            s.httpServers.get(0).clientIdentification.skipLocalForwards = 1;
            s.httpServers.get(0).clientIdentification.logForwards = true;
            s.noLoggingIp.addresses.add("0:0:0:0:0:0:0:9");
        }); RawClient client = node.connect()) {
            client.get("/lightstreamer/msg.txt", "X-Forwarded-For: 10.9.9.9, 10.8.8.8, 200.0.0.101");
            ClientInfo info = TransportFixture.take(node.entry.connections).client();
            assertThat(info.shown()).isEqualTo("127.0.0.1:" + client.socket.getLocalPort() + " for 200.0.0.101 behind 10.9.9.9, 10.8.8.8");
            assertThat(info.silent()).isFalse();
            client.get("/lightstreamer/msg.txt", "X-Forwarded-For: [::9]:123");
            ClientInfo silent = TransportFixture.take(node.entry.connections).client();
            assertThat(silent.shown()).endsWith(" for ::9");
            assertThat(silent.silent()).isTrue();
            try (LogLines log = LogLines.of("test.silent")) {
                silent.log(LoggerFactory.getLogger("test.silent")).warn("not seen");
                info.log(LoggerFactory.getLogger("test.silent")).warn("seen");
                assertThat(log.at(Level.WARN)).containsExactly("seen");
            }
        }
        try (TransportFixture node = proxied(); RawClient client = node.connect()) {
            client.send("PROXY TCP4 200.0.0.101 10.0.0.1 40123 80\r\n").get("/lightstreamer/msg.txt");
            assertThat(TransportFixture.take(node.entry.connections).client().shown()).isEqualTo("200.0.0.101:40123");
        }
    }

    @Test
    void aProxyHeaderOnOneSideOnlyIsToldWithAdvice() throws Exception {
        try (LogLines log = LogLines.of("LightstreamerLogger.connections.proxy")) {
            try (TransportFixture node = proxied()) {
                for (int i = 0; i < 2; i++) {
                    try (RawClient client = node.connect()) {
                        client.send("GET /lightstreamer/msg.txt HTTP/1.1\r\nHost: h\r\n\r\n");
                        assertThat(client.atEnd()).isTrue();
                    }
                }
                TransportFixture.await(() -> log.at(Level.INFO).size() == 1);
                assertThat(log.at(Level.WARN)).singleElement().asString().contains("did not begin with a PROXY header",
                        "proxy_protocol_enabled to N");
            }
            try (TransportFixture node = new TransportFixture(dir, s -> { })) {
                for (byte[] header : List.of("PROXY TCP4 200.0.0.101 10.0.0.1 40123 80\r\n".getBytes(StandardCharsets.US_ASCII),
                        version2(0x21, 0x11, new byte[12]))) {
                    try (RawClient client = node.connect()) {
                        client.send(header).send("GET /lightstreamer/msg.txt HTTP/1.1\r\nHost: h\r\n\r\n");
                        assertThat(client.rest()).startsWith("HTTP/1.1 400 ");
                    }
                }
                assertThat(log.at(Level.WARN)).hasSize(2).last().asString().contains("began with a PROXY header",
                        "proxy_protocol_enabled to Y");
                assertThat(log.at(Level.INFO)).hasSize(2);
            }
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
