package dev.sluice.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;

/** TLS on the nodes for two domains, told apart by the address clients come to. */
class Option2A1mTest extends OptionCase {

    @Override
    Deployment deployment() {
        return Deployment.of("2.A.1m").secure()
                .host("push.mycompany.com", Deployment.LB)
                .host("push.ourcompany.com", "200.0.0.20")
                .sockets("My HTTPS Server", "My HTTPS Server")
                .keystore("mypush", "push.mycompany.com")
                .keystore("ourpush", "push.ourcompany.com")
                .byAddress();
    }

    @Step
    @Order(10)
    void eachAddressShowsTheCertificateOfItsDomain() {
        Certificates.shownAt(bed(), "https://push.mycompany.com", "push.mycompany.com");
        Certificates.shownAt(bed(), "https://push.ourcompany.com", "push.ourcompany.com");
        Certificates.refusedAt(bed(), "https://push.mycompany.com", "200.0.0.20");
        Certificates.refusedAt(bed(), "https://push.ourcompany.com", "200.0.0.10");
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
