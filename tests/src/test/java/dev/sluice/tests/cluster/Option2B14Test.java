package dev.sluice.tests.cluster;

/** Creation through a balancer that ends TLS, everything else by TLS at the nodes themselves, with one wildcard certificate. */
class Option2B14Test extends PublicNodesCase {

    Option2B14Test() {
        super("2.B.1.4");
    }
}
