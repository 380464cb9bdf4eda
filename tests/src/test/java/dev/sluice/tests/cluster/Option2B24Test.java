package dev.sluice.tests.cluster;

/** Creation through a balancer that ends TLS, everything else by TLS at the nodes themselves, with a certificate for each name. */
class Option2B24Test extends PublicNodesCase {

    Option2B24Test() {
        super("2.B.2.4");
    }
}
