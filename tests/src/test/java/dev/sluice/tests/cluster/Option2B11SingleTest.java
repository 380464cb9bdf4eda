package dev.sluice.tests.cluster;

/** Option 2.B.1.1 with one socket on each node for creations and all the rest. */
class Option2B11SingleTest extends TwoAddressCase {

    Option2B11SingleTest() {
        super("2.B.1.1-single");
    }
}
