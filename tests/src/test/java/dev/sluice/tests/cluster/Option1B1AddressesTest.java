package dev.sluice.tests.cluster;

/** Option 1.B.1 with a balancer of bytes, which tells nodes apart by the address clients come to. */
class Option1B1AddressesTest extends ByAddressCase {

    Option1B1AddressesTest() {
        super("1.B.1-addresses");
    }
}
