/**
 * What people get and type: the packed distribution with its start script, and the launcher of the tree.
 *
 * <p>Enters: the archive that the build has just made. Everything happens in processes of its own, which end with the test.
 */
package dev.sluice.tests.distribution;
