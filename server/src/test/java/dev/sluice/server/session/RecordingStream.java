package dev.sluice.server.session;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A connection that keeps what is written, one entry per write, and is writable as the test says. */
final class RecordingStream implements StreamConnection {

    final List<String> writes = new ArrayList<>();
    boolean writable = true;
    /** Thrown by every write when not null. */
    RuntimeException failure;
    private long room = Long.MAX_VALUE;
    boolean finished;
    boolean closedSocket;
    boolean aborted;
    boolean forgotten;
    long answeredMillis;
    private final boolean webSocket;
    private final long bodyLimit;
    private Listener listener;

    RecordingStream(boolean webSocket, long bodyLimit) {
        this.webSocket = webSocket;
        this.bodyLimit = bodyLimit;
    }

    static RecordingStream onWebSocket() {
        return new RecordingStream(true, Long.MAX_VALUE);
    }

    @Override
    public void listener(Listener told, LoopThread owner) {
        listener = told;
    }

    @Override
    public boolean webSocket() {
        return webSocket;
    }

    @Override
    public boolean writable() {
        return writable;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (failure != null) {
            throw failure;
        }
        writes.add(new String(bytes, offset, length, StandardCharsets.UTF_8));
        room -= length;
        writable &= room > 0;
    }

    /** Takes about so many bytes and then no more. */
    void writableFor(long bytes) {
        room = bytes;
    }

    @Override
    public void flush() {
    }

    @Override
    public void finish(boolean closeSocket) {
        finished = true;
        closedSocket = closeSocket;
    }

    @Override
    public void abort() {
        aborted = true;
    }

    @Override
    public long answeredMillis() {
        return answeredMillis;
    }

    @Override
    public void forget() {
        forgotten = true;
    }

    @Override
    public long bodyLimit() {
        return bodyLimit;
    }

    /** The socket takes bytes again. */
    void becomeWritable() {
        writable = true;
        listener.onWritable();
    }

    /** The socket breaks. */
    void lose() {
        if (finished && !closedSocket) {
            listener.onEndInDoubt(this);
        } else {
            listener.onLost(this);
        }
    }

    /** Everything written so far, line by line; forgets it. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (String write : writes) {
            lines.addAll(List.of(write.split("\r\n")));
        }
        writes.clear();
        return lines;
    }
}
