package dev.sluice.tests.cluster;

/** Everything through the balancer, which tells nodes apart by host name. */
class Option1B1Test extends ByNameCase {

    Option1B1Test() {
        super("1.B.1");
    }
}
