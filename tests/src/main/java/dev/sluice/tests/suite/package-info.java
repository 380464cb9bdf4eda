/**
 * The command behind {@code ./sluice test}: brings the partners the tests need, lets Maven build and test everything, and
 * adds up what the reports say, and which rows of the protocol the tests have proved.
 *
 * <p>Enters: the source tree. Leaves: lines for people, and an exit code that is 0 only if nothing failed and nothing was
 * skipped. Runs on the main thread.
 */
package dev.sluice.tests.suite;
