package dev.sluice.tests.conformance;

import java.io.IOException;

/** Where lines of the protocol come from: an HTTP response or a WebSocket. */
@FunctionalInterface
interface LineSource {

    /** The next line without its CR LF, null at the orderly end. */
    String next() throws IOException;
}
