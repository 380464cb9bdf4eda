package dev.sluice.tests.cluster;

/** TLS on the nodes with a certificate for each name; creation through a balancer of bytes, everything else at the nodes themselves. */
class Option2B22Test extends PublicNodesCase {

    Option2B22Test() {
        super("2.B.2.2");
    }
}
