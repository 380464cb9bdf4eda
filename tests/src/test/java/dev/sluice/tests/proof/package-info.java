/**
 * Which tests prove what: {@code @Row} and {@code @Trap} on a test method name claims of the protocol, {@code @Setting}
 * settings, and a recorder writes down for each whether the test passed and how much it read from a live node.
 *
 * <p>Enters: the ids, checked against the lists of {@code dev.sluice.tests.suite}. Leaves: lines in {@code target/proofs}, which
 * {@code ./sluice test} adds up. Runs on the threads of the tests.
 */
package dev.sluice.tests.proof;
