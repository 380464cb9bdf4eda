/**
 * What goes wrong in production, done on purpose: clients that do not read, adapters that throw, block or flood, a node that
 * is killed. Each test watches somebody who has done nothing wrong and must not notice.
 */
package dev.sluice.tests.failure;
