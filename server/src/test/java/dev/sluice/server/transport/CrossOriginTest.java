package dev.sluice.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.server.config.ConfSettings.CrossDomainSettings.Rule;
import dev.sluice.server.config.CrossDomainPolicy;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrossOriginTest {

    private static final String HANDSHAKE_TOKEN = "TLCP-2.5.0.lightstreamer.com\r\nOrigin: ";

    @TempDir
    Path dir;

    @Test
    void anAllowedOriginIsEchoedOnEveryResponseAndPreflightsAreAnswered() throws Exception {
        try (TransportFixture node = new TransportFixture(dir, s -> { }); RawClient client = node.connect()) {
            RawClient.Response response = client.post("/lightstreamer/msg.txt", "", "Origin: https://a.example");
            assertThat(response.header("access-control-allow-origin")).isEqualTo("https://a.example");
            assertThat(response.header("access-control-allow-credentials")).isEqualTo("true");
            assertThat(response.header("vary")).isEqualTo("Origin");
            assertThat(client.get("/lightstreamer/none.txt", "Origin: null").header("access-control-allow-origin")).isEqualTo("null");
            RawClient.Response preflight = client.request("OPTIONS /lightstreamer/create_session.txt HTTP/1.1\r\nHost: h\r\n"
                    + "Origin: https://a.example\r\nAccess-Control-Request-Method: POST\r\n"
                    + "Access-Control-Request-Headers: x-own, content-type\r\n\r\n");
            assertThat(preflight.status()).isEqualTo(200);
            assertThat(preflight.header("access-control-allow-origin")).isEqualTo("https://a.example");
            assertThat(preflight.header("access-control-allow-methods")).isEqualTo("GET, POST, OPTIONS");
            assertThat(preflight.header("access-control-allow-headers")).isEqualTo("x-own, content-type");
            assertThat(preflight.header("access-control-max-age")).isEqualTo("3600");
        }
    }

    @Test
    void aForeignOriginGetsAnEmptyAnswerAndNothingIsExecuted() throws Exception {
        try (TransportFixture node = new TransportFixture(dir, s -> {
            s.crossDomainPolicy.rules.clear();
            s.crossDomainPolicy.rules.add(new Rule("https", "*.good.example", "*"));
            s.crossDomainPolicy.acceptExtraHeaders = "x-own, x-two";
        }); RawClient client = node.connect()) {
            RawClient.Response response = client.post("/lightstreamer/msg.txt", "", "Origin: https://bad.example");
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.body()).isEmpty();
            assertThat(response.head().toLowerCase()).doesNotContain("access-control");
            assertThat(node.entry.requests).isEmpty();
            assertThat(client.post("/lightstreamer/msg.txt", "", "Origin: https://www.good.example:8443").body()).startsWith("msg");
            assertThat(client.post("/lightstreamer/msg.txt", "", "Origin: http://localhost").body()).startsWith("msg");
            assertThat(client.request("OPTIONS /lightstreamer/msg.txt HTTP/1.1\r\nHost: h\r\nOrigin: https://www.good.example\r\n\r\n")
                    .header("access-control-allow-headers")).isEqualTo("Content-Type, x-own, x-two");
            assertThatThrownBy(() -> new RawWebSocket(node.connect(), HANDSHAKE_TOKEN + "https://bad.example"))
                    .hasMessageStartingWith("HTTP/1.1 403 ");
            new RawWebSocket(node.connect(), HANDSHAKE_TOKEN + "https://a.good.example").close();
            new RawWebSocket(node.connect(), HANDSHAKE_TOKEN + "http://localhost").close();
        }
    }

    @Test
    void refusalsBeforeARequestIsReadCanBeReadByThePageToo(@org.junit.jupiter.api.io.TempDir java.nio.file.Path dir) throws Exception {
        try (TransportFixture node = new TransportFixture(dir, s -> { }); RawClient client = node.connect()) {
            RawClient.Response refused = client.request("POST /lightstreamer/msg.txt HTTP/1.1\r\nHost: localhost\r\n"
                    + "Origin: http://localhost\r\nContent-Length: 99999999\r\n\r\n");
            assertThat(refused.status()).isEqualTo(413);
            assertThat(refused.header("access-control-allow-origin")).isEqualTo("http://localhost");
        }
    }

    @Test
    void rulesCompareSchemeHostAndPort() {
        assertThat(accepts("https", "a.example", "443", "https://A.example")).isTrue();
        assertThat(accepts("https", "a.example", "443", "https://a.example:444")).isFalse();
        assertThat(accepts("https", "a.example", "*", "http://a.example")).isFalse();
        assertThat(accepts("*", "a.example", "*", "ftp://a.example")).isFalse();
        assertThat(accepts("*", "*.b.example", "*", "http://b.example")).isFalse();
        assertThat(accepts("*", "*.b.example", "*", "http://x.y.b.example:81")).isTrue();
        assertThat(accepts("*", "*.b.example", "*", "http://evilb.example")).isFalse();
        assertThat(accepts("*", "2001:db8::1", "*", "http://[2001:DB8:0:0:0:0:0:1]:80")).isTrue();
        assertThat(accepts("*", "*", "80", "null")).isFalse();
        assertThat(accepts("*", "*", "*", "null")).isTrue();
    }

    private static boolean accepts(String scheme, String host, String port, String origin) {
        return new OriginPolicy(new CrossDomainPolicy(List.of(), true, 1, List.of(new CrossDomainPolicy.Rule(scheme, host, port))))
                .accepts(origin, false, "node.example");
    }
}
