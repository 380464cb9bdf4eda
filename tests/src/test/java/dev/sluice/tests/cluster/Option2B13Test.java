package dev.sluice.tests.cluster;

/** TLS on the balancer, with one address and name after name. */
class Option2B13Test extends ByNameCase {

    Option2B13Test() {
        super("2.B.1.3");
    }
}
