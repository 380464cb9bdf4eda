package dev.sluice.tests.cluster;

/** TLS on the nodes for two domains with a certificate for each name, through a balancer of bytes with six addresses. */
class Option2B21mTest extends TwoDomainsCase {

    Option2B21mTest() {
        super("2.B.2.1m");
    }
}
