package dev.sluice.tests.cluster;

/** Option 2.B.1.1 with one certificate that lists the three names. */
class Option2B11SanTest extends ByAddressCase {

    Option2B11SanTest() {
        super("2.B.1.1-san");
    }
}
