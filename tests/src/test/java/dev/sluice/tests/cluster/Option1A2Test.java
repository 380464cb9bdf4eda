package dev.sluice.tests.cluster;

/** Everything through the balancer, which keeps a client on a node by a cookie. */
class Option1A2Test extends CookieCase {

    Option1A2Test() {
        super("1.A.2");
    }
}
