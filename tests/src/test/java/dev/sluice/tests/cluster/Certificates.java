package dev.sluice.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

/** Which certificate a client is shown where. */
final class Certificates {

    private Certificates() {
    }

    /** The address shows the certificate of that name, to clients that say a server name in their handshake and to those that do not. */
    static void shownAt(TestBed bed, String url, String name) {
        for (boolean sni : new boolean[] {true, false}) {
            JsonNode answer = bed.java("c1").ask("http", "url", url + "/", "sni", sni);
            assertThat(answer.path("certificate").asText()).as(url).isEqualTo("CN=" + name);
        }
    }

    /** A client that asks for one name and is led to the address of another refuses what it is shown. */
    static void refusedAt(TestBed bed, String url, String address) {
        JsonNode answer = bed.java("c1").tryAsk("http", "url", url + "/", "connectTo", address);
        assertThat(answer.path("error").asText()).contains("SSLHandshakeException");
    }
}
