package dev.sluice.server.transport;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;

/** What an HTTP client has sent before its last request was answered. Once it is full the socket must not be read. On the socket's loop. */
final class RequestsAhead {

    private static final int MOST_BYTES = 65536;
    private static final int OBJECT_BYTES = 256;

    /** Null until something comes, which with most connections is never. */
    private ArrayDeque<HttpObject> objects;
    private int bytes;

    boolean isEmpty() {
        return objects == null || objects.isEmpty();
    }

    boolean full() {
        return bytes > MOST_BYTES;
    }

    /** Keeps {@code object}, which is released with the rest or by whoever polls it. */
    void add(HttpObject object) {
        if (objects == null) {
            objects = new ArrayDeque<>(4);
        }
        objects.add(object);
        bytes += size(object);
    }

    /** The next, in the order it came. */
    HttpObject poll() {
        HttpObject object = objects.poll();
        bytes -= size(object);
        return object;
    }

    void release() {
        while (!isEmpty()) {
            ReferenceCountUtil.release(poll());
        }
    }

    private static int size(HttpObject object) {
        return OBJECT_BYTES + (object instanceof HttpContent content ? content.content().readableBytes() : 0);
    }
}
