package dev.sluice.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Order;

/** What the options show in which a balancer of bytes leads two domains to the same nodes by six addresses. */
abstract class TwoDomainsCase extends ByAddressCase {

    TwoDomainsCase(String option) {
        super(option);
    }

    @Step
    @Order(11)
    void clientOfTheOtherDomainGoesOnAtTheControlLinkOfTheFirst() {
        int mark = bed().balancer().logSize();
        ClusterClient client = bed().java("c1").client("our");
        client.connect("https://push.ourcompany.com", "HTTP-STREAMING");
        client.subscribe("RAW", TestBed.SEQUENCE);
        client.awaitConnected();
        client.awaitMoreUpdates(40);
        int home = bed().home(client.session()).number();
        assertThat(client.controlLink()).contains("push" + home + ".mycompany.com");
        assertThat(client.sockets().stream().distinct()).containsExactly("Our HTTPS Server S", "My HTTPS Server CR");
        assertThat(bed().balancer().lines(mark)).anyMatch(line -> line.vip().equals("200.0.0.20") && line.server().equals("n" + home))
                .anyMatch(line -> line.client().equals("200.0.0.101") && line.vip().equals("200.0.0." + home));
        client.disconnect();
    }

    /** Nobody is sent to the second domain's own control links; only the certificate was looked at there. */
    @Step
    @Order(12)
    void controlSocketOfTheOtherDomainIsIdle() {
        for (ClusterNode node : bed().nodes()) {
            for (JsonNode bean : node.attributes(bed().hub(), "type=ServerSocket,name=*", "ServerName", "CurrentSockets")) {
                if (bean.get("ServerName").asText().equals("Our HTTPS Server CR")) {
                    assertThat(bean.get("CurrentSockets").asInt()).isZero();
                }
            }
        }
    }

    @Step
    @Order(13)
    void clientsRefuseTheCertificateOfTheOtherDomain() {
        Certificates.refusedAt(bed(), "push.mycompany.com", "200.0.0.20");
        Certificates.refusedAt(bed(), "push.ourcompany.com", "200.0.0.10");
    }
}
