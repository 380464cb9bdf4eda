/** Loopback ports for everything the tests start. */
package dev.sluice.tests.port;
