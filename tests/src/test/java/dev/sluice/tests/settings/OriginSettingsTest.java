package dev.sluice.tests.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.NodeSettings;
import dev.sluice.tests.proof.Setting;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pages of other origins: which are allowed, and what a browser is told. */
@Timeout(60)
class OriginSettingsTest {

    private static NodeProcess node;

    @BeforeAll
    static void start() throws IOException {
        node = NodeProcess.start(new NodeSettings().set(
                "cross_domain_policy accept_extra_headers=\"X-One, X-Two\" accept_credentials=\"N\" options_max_age=\"77\"",
                "<allow_access_from scheme=\"https\" host=\"*.friend.example\" port=\"8443\"/>"));
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static String head(String origin) throws IOException {
        try (Peer peer = Peer.open(node.port())) {
            return peer.post("heartbeat", "", "Origin: " + origin).head();
        }
    }

    @Test
    @Setting({"cross_domain_policy", "cross_domain_policy/allow_access_from", "cross_domain_policy/allow_access_from@scheme",
        "cross_domain_policy/allow_access_from@host", "cross_domain_policy/allow_access_from@port"})
    void originIsAllowedWhenSchemeHostAndPortAre() throws IOException {
        String allowed = "https://page.friend.example:8443";
        assertThat(head(allowed)).contains("\r\nAccess-Control-Allow-Origin: " + allowed + "\r\n");
        for (String strange : new String[] {"http://page.friend.example:8443", "https://page.friend.example:8444",
            "https://page.foe.example:8443", "https://friend.example.org:8443"}) {
            assertThat(head(strange)).as(strange).startsWith("HTTP/1.1 200 ").doesNotContainIgnoringCase("access-control");
        }
    }

    @Test
    @Setting({"cross_domain_policy@accept_extra_headers", "cross_domain_policy@accept_credentials",
        "cross_domain_policy@options_max_age"})
    void preflightTellsHeadersCredentialsAndAge() throws IOException {
        try (Peer peer = Peer.open(node.port())) {
            peer.send("OPTIONS /lightstreamer/control.txt HTTP/1.1\r\nHost: h\r\nOrigin: https://page.friend.example:8443\r\n"
                    + "Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: x-one\r\n\r\n");
            String head = peer.head();
            assertThat(head).contains("\r\nAccess-Control-Max-Age: 77\r\n").doesNotContain("Access-Control-Allow-Credentials");
            assertThat(head.lines().filter(line -> line.startsWith("Access-Control-Allow-Headers: "))).singleElement().asString()
                    .contains("X-One", "X-Two");
        }
    }
}
