package dev.sluice.tests.cluster;

/** TLS on the nodes with one wildcard certificate; creation through a balancer of bytes, everything else at the nodes themselves. */
class Option2B12Test extends PublicNodesCase {

    Option2B12Test() {
        super("2.B.1.2");
    }
}
