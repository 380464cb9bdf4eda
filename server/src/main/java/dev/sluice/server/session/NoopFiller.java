package dev.sluice.server.session;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text without meaning that opens an HTTP stream, so that buffers on the way let the first lines through. Any thread. */
final class NoopFiller {

    private static final byte[] TEXT = "filler that makes buffers on the way let this stream through "
            .repeat(256).getBytes(StandardCharsets.US_ASCII);

    private NoopFiller() {
    }

    static byte[] of(int bytes) {
        return Arrays.copyOf(TEXT, Math.min(bytes, TEXT.length));
    }
}
