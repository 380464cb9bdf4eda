/**
 * What is wrong with these configuration files: the command behind {@code sluice check}.
 *
 * <p>Paths enter, a report of findings leaves. Everything runs on the caller's thread; files, keystores and adapters' jars are
 * opened, no adapter's code runs, and ports are only tried when that is asked for.
 */
package dev.sluice.server.check;
