package dev.sluice.tests.cluster;

/** TLS on the nodes with a certificate for each name; everything through a balancer of bytes with three addresses. */
class Option2B21Test extends ByAddressCase {

    Option2B21Test() {
        super("2.B.2.1");
    }
}
