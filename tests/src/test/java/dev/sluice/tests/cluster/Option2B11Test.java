package dev.sluice.tests.cluster;

/** TLS on the nodes with one wildcard certificate; everything through a balancer of bytes with three addresses. */
class Option2B11Test extends ByAddressCase {

    Option2B11Test() {
        super("2.B.1.1");
    }
}
