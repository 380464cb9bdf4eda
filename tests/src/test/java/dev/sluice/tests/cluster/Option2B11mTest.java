package dev.sluice.tests.cluster;

/** TLS on the nodes for two domains with a wildcard certificate each, through a balancer of bytes with six addresses. */
class Option2B11mTest extends TwoDomainsCase {

    Option2B11mTest() {
        super("2.B.1.1m");
    }
}
