/**
 * What each setting of the configuration files does, seen from outside: a node is started with values other than the defaults, and what
 * it sends, logs and shows to operators is looked at.
 *
 * <p>Enters: configurations of our own writing. Leaves: {@code @Setting} on each test names what it shows. Several settings share one
 * start of a node where they do not disturb each other.
 */
package dev.sluice.tests.settings;
