package dev.sluice.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.Behaviour;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Order;

/** TLS on the nodes behind a balancer of connections: key stores replaced while clients stream, and clients turned away. */
class RenewedKeystoreTest extends SharedBedCase {

    private static final int SOME_REBINDS = 40;
    private static final List<String> ADDRESSES = List.of("https://push.mycompany.com", "https://push1.mycompany.com",
            "https://push2.mycompany.com");

    @Override
    Deployment deployment() {
        return Options.named("2.B.1.1");
    }

    @Override
    String variant() {
        return "-renewed";
    }

    @Override
    String change(String file) {
        return file;
    }

    @Step
    @Order(1)
    @Behaviour(11)
    void renewedCertificateIsShownToNewConnectionsAndNoClientFeelsIt() throws IOException {
        Crowd crowd = Crowd.named("load");
        for (int generation : new int[] {4, 5, 9}) {
            for (String transport : new String[] {null, "HTTP-STREAMING", "HTTP-POLLING"}) {
                crowd.add(bed(), generation, transport);
            }
        }
        crowd.awaitConnected();
        crowd.awaitMoreUpdates(1);
        List<String> sessions = crowd.members().stream().map(member -> member.client().session()).toList();
        Authority.Identity renewed = Authority.shared().issue("renewed.mycompany.com", "*.mycompany.com");
        for (ClusterNode node : bed().nodes()) {
            renewed.writeKeystore(keystore(node));
        }
        for (String address : ADDRESSES) {
            Await.until("the new certificate at " + address, () -> certificate(address).equals("CN=renewed.mycompany.com"));
        }
        crowd.awaitMoreUpdates(SOME_REBINDS);
        for (ClusterNode node : bed().nodes()) {
            Files.writeString(keystore(node), "no key store");
            Await.until("a warning", () -> !node.log(line -> line.contains("WARN") && line.contains("wildcard_push.keystore")).isEmpty());
        }
        for (String address : ADDRESSES) {
            assertThat(certificate(address)).isEqualTo("CN=renewed.mycompany.com");
        }
        crowd.awaitMoreUpdates(SOME_REBINDS);
        assertThat(crowd.members().stream().map(member -> member.client().session()).toList()).isEqualTo(sessions);
        for (Crowd.Member member : crowd.members()) {
            assertThat(member.client().serverErrors()).as(member.toString()).isEmpty();
            assertThat(member.client().faults()).as(member.toString()).isEmpty();
        }
        crowd.disconnect();
    }

    /** One connection through such a balancer always leads to one node, so that a client which kept it could never come in elsewhere. */
    @Step
    @Order(2)
    @Behaviour(31)
    void connectionOfAClientToldToRetryIsClosedSoThatItsNextGoesElsewhere() {
        ClusterNode blocked = bed().node(1);
        block(blocked, true);
        JsonNode refused = bed().request("c1", deployment().url(), "create_session", OptionCase.SHORT_SESSION, "until", "never");
        if (!refused.path("body").asText().contains("CONERR,5,")) {
            refused = bed().request("c1", deployment().url(), "create_session", OptionCase.SHORT_SESSION, "until", "never");
        }
        assertThat(refused.path("body").asText()).contains("CONERR,5,");
        assertThat(refused.path("ended").asBoolean()).as(refused.toString()).isTrue();
        Crowd crowd = Crowd.named("retry");
        for (int generation : new int[] {4, 5, 9}) {
            for (String transport : new String[] {null, "HTTP-STREAMING"}) {
                crowd.add(bed(), generation, transport);
            }
        }
        crowd.awaitConnected();
        assertThat(crowd.members()).allMatch(member -> bed().home(member.client().session()) == bed().node(2)
                && member.client().serverErrors().isEmpty());
    }

    private String certificate(String address) {
        return bed().java("c1").ask("http", "url", address + "/").path("certificate").asText();
    }

    private static Path keystore(ClusterNode node) {
        return node.configuration().resolveSibling("wildcard_push.keystore");
    }
}
