package dev.sluice.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;

/** TLS on the nodes for two domains with a certificate for each name, through a balancer of bytes with six addresses. */
class Option2B21mTest extends TwoAddressCase {

    @Override
    Deployment deployment() {
        return Deployment.of("2.B.2.1m").secure()
                .host("push.mycompany.com", Deployment.LB)
                .host("push1.mycompany.com", "200.0.0.1")
                .host("push2.mycompany.com", "200.0.0.2")
                .host("push.ourcompany.com", "200.0.0.20")
                .host("push1.ourcompany.com", "200.0.0.11")
                .host("push2.ourcompany.com", "200.0.0.12")
                .sockets("My HTTPS Server S", "My HTTPS Server CR")
                .links("push1.mycompany.com", "push2.mycompany.com")
                .keystore("mypush", "push.mycompany.com")
                .keystore(1, "mypush1", "push1.mycompany.com")
                .keystore(2, "mypush2", "push2.mycompany.com")
                .keystore("ourpush", "push.ourcompany.com")
                .keystore(1, "ourpush1", "push1.ourcompany.com")
                .keystore(2, "ourpush2", "push2.ourcompany.com");
    }

    @Step
    @Order(10)
    void certificatesFitTheNamesClientsAskFor() {
        Certificates.shownAt(bed(), "https://push.mycompany.com", "push.mycompany.com");
        Certificates.shownAt(bed(), "https://push1.mycompany.com", "push1.mycompany.com");
        Certificates.shownAt(bed(), "https://push2.mycompany.com", "push2.mycompany.com");
        Certificates.shownAt(bed(), "https://push.ourcompany.com", "push.ourcompany.com");
        Certificates.shownAt(bed(), "https://push1.ourcompany.com", "push1.ourcompany.com");
        Certificates.shownAt(bed(), "https://push2.ourcompany.com", "push2.ourcompany.com");
        Certificates.refusedAt(bed(), "https://push.mycompany.com", "200.0.0.20");
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
}
