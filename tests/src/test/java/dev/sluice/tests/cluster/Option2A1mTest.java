package dev.sluice.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;

/** TLS on the nodes for two domains, told apart by the address clients come to. */
class Option2A1mTest extends OptionCase {

    Option2A1mTest() {
        super("2.A.1m");
    }

    @Step
    @Order(10)
    void clientsRefuseTheCertificateOfTheOtherDomain() {
        Certificates.refusedAt(bed(), "push.mycompany.com", "200.0.0.20");
        Certificates.refusedAt(bed(), "push.ourcompany.com", "200.0.0.10");
    }

    @Step
    @Order(11)
    void clientOfTheOtherDomainIsServedByItsOwnSocket() {
        ClusterClient client = bed().java("c1").client("our");
        client.connect("https://push.ourcompany.com", null);
        client.subscribe("RAW", TestBed.SEQUENCE);
        client.awaitConnected();
        client.awaitMoreUpdates(10);
        assertThat(client.sockets()).containsOnly("Our HTTPS Server");
        client.disconnect();
    }
}
