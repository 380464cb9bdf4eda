package dev.sluice.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which certificate a client is shown where. */
final class Certificates {

    private Certificates() {
    }

    /**
     * Every host name shows its certificate, to clients that say a server name in their handshake and to those that do not; the same one
     * wherever one certificate is for several names.
     */
    static void shown(TestBed bed) {
        Map<List<String>, String> serials = new HashMap<>();
        for (String host : bed.deployment().hosts().keySet()) {
            List<String> names = bed.deployment().certificateOf(host);
            for (boolean sni : new boolean[] {true, false}) {
                JsonNode answer = bed.java("c1").ask("http", "url", "https://" + host + "/", "sni", sni);
                assertThat(answer.path("certificate").asText()).as(host).isEqualTo("CN=" + names.get(0));
                String serial = answer.path("serial").asText();
                assertThat(serials.computeIfAbsent(names, first -> serial)).as("serial at " + host).isEqualTo(serial);
            }
        }
    }

    /** A client that asks for one name and is led to the address of another refuses what it is shown. */
    static void refusedAt(TestBed bed, String host, String address) {
        JsonNode answer = bed.java("c1").tryAsk("http", "url", "https://" + host + "/", "connectTo", address);
        assertThat(answer.path("error").asText()).contains("SSLHandshakeException");
    }
}
