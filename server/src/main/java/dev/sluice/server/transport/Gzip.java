package dev.sluice.server.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Compressed HTTP bodies: whole ones, and streams whose every part a client can read at once. A stream is used by one thread at a time. */
final class Gzip {

    static final String HEADERS = "Content-Encoding: gzip\r\nVary: Accept-Encoding\r\n";
    private static final byte[] HEAD = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3};
    private static final int TRAILER_BYTES = 8;
    private static final int ROOM = 64;

    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private final CRC32 checksum = new CRC32();
    private boolean begun;

    /** Whether a client with these request headers takes gzip. */
    static boolean accepted(Map<String, String> headers) {
        String accepted = headers.get("accept-encoding");
        if (accepted == null) {
            return false;
        }
        for (String piece : accepted.toLowerCase(Locale.ROOT).split(",")) {
            String[] parts = piece.strip().split("\\s*;\\s*");
            if (parts[0].equals("gzip")) {
                return parts.length == 1 || !parts[1].matches("q=0(\\.0*)?");
            }
        }
        return false;
    }

    /** A body compressed as a whole. */
    static byte[] whole(byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length / 2 + ROOM);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(body);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    /** The next part of a stream; the client can decompress all of it when it has come. */
    byte[] part(byte[] bytes, int offset, int length) {
        checksum.update(bytes, offset, length);
        deflater.setInput(bytes, offset, length);
        byte[] out = new byte[length + ROOM];
        int filled = begin(out);
        int made;
        do {
            if (filled == out.length) {
                out = Arrays.copyOf(out, 2 * out.length);
            }
            made = deflater.deflate(out, filled, out.length - filled, Deflater.SYNC_FLUSH);
            filled += made;
        } while (filled == out.length);
        return Arrays.copyOf(out, filled);
    }

    /** The end of the stream, which may not be used after. */
    byte[] end() {
        long size = deflater.getBytesRead();
        deflater.finish();
        byte[] out = new byte[HEAD.length + ROOM + TRAILER_BYTES];
        int filled = begin(out);
        filled += deflater.deflate(out, filled, out.length - filled - TRAILER_BYTES);
        filled = little(out, filled, checksum.getValue());
        filled = little(out, filled, size);
        close();
        return Arrays.copyOf(out, filled);
    }

    /** Gives back the memory of a stream that ends without its end. */
    void close() {
        deflater.end();
    }

    private int begin(byte[] out) {
        if (begun) {
            return 0;
        }
        begun = true;
        System.arraycopy(HEAD, 0, out, 0, HEAD.length);
        return HEAD.length;
    }

    private static int little(byte[] out, int at, long value) {
        for (int i = 0; i < 4; i++) {
            out[at + i] = (byte) (value >> 8 * i);
        }
        return at + 4;
    }
}
