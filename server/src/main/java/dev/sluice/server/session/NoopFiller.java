package dev.sluice.server.session;

import java.util.Arrays;

/** Text without meaning that opens an HTTP stream, so that buffers on the way let the first lines through. Any thread. */
final class NoopFiller {

    private static final byte[] TEXT = "sending filler so that buffers on the way let this stream through "
            .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static volatile byte[] last = new byte[0];

    private NoopFiller() {
    }

    static byte[] of(int bytes) {
        byte[] known = last;
        if (known.length != bytes) {
            known = Arrays.copyOf(TEXT, bytes);
            for (int i = TEXT.length; i < bytes; i++) {
                known[i] = TEXT[i % TEXT.length];
            }
            last = known;
        }
        return known;
    }
}
