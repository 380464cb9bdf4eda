package dev.sluice.tests.cluster;

/** TLS on the balancer, with an address and a certificate for each name. */
class Option2B23Test extends ByNameCase {

    Option2B23Test() {
        super("2.B.2.3");
    }
}
