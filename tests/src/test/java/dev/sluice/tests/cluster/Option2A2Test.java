package dev.sluice.tests.cluster;

/** TLS on the balancer, which keeps a client on a node by a cookie. */
class Option2A2Test extends CookieCase {

    Option2A2Test() {
        super("2.A.2");
    }
}
