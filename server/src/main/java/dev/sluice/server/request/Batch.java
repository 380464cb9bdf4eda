package dev.sluice.server.request;

import dev.sluice.server.protocol.LineBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The answers of one HTTP request: one line per request line, in request order, sent when the last is known.
 * Answers may come on any thread: lines of one batch may belong to sessions on different loops.
 */
final class Batch {

    private final ClientConnection connection;
    private final AtomicReferenceArray<byte[]> lines;
    private final AtomicInteger missing;

    Batch(ClientConnection connection, int size) {
        this.connection = connection;
        this.lines = new AtomicReferenceArray<>(size);
        this.missing = new AtomicInteger(size);
    }

    void answer(int place, byte[] line) {
        lines.set(place, line);
        if (missing.decrementAndGet() > 0) {
            return;
        }
        LineBuffer out = new LineBuffer(64 * lines.length());
        for (int i = 0; i < lines.length(); i++) {
            out.put(lines.get(i));
        }
        connection.answer(out.copy());
    }
}
