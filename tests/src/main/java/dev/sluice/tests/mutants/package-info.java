/**
 * Proves that the tests can fail: lines of the node are broken one at a time, and the tests that should notice are run.
 *
 * <p>Enters: the list {@code mutants.txt} and a built tree. Leaves: a line per mutant, and whether all were noticed. The tree itself is
 * never changed: a broken class is compiled on its own into a copy of the node below {@code tests/target}. Runs on the main
 * thread, tests in a process of their own.
 */
package dev.sluice.tests.mutants;
