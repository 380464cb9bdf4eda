/**
 * The programs that run inside the network namespaces of a test bed and do there what a test tells them: official clients of
 * several generations, raw requests, the feed of the nodes, questions over JMX.
 *
 * <p>Commands come as JSON lines on the standard input, answers and events leave as JSON lines on the standard output; the end
 * of the input ends the program. Nothing here knows JUnit, so that it also runs on the class path of an older client library.
 */
package dev.sluice.tests.cluster.agent;
