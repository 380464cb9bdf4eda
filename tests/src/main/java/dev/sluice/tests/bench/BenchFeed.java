package dev.sluice.tests.bench;

import com.lightstreamer.interfaces.data.DataProviderException;
import com.lightstreamer.interfaces.data.ItemEventListener;
import com.lightstreamer.interfaces.data.SmartDataProvider;
import dev.sluice.adapters.EventBatches;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A data adapter with any item and the one field {@code payload}, fed by lines {@code item payload} on a local TCP port.
 *
 * <p>One class without nested ones, so that it can be copied alone into an adapter set.
 */
public final class BenchFeed implements SmartDataProvider {
    private static final int READ_BYTES = 1 << 16;

    private final Map<String, Object> handles = new ConcurrentHashMap<>();
    private ItemEventListener listener;
    private EventBatches batches;
    private ServerSocket ingress;

    @Override
    @SuppressWarnings("rawtypes")
    public void init(Map parameters, File folder) throws DataProviderException {
        int port = Integer.parseInt((String) parameters.get("ingress_port"));
        try {
            ingress = new ServerSocket();
            ingress.setReuseAddress(true);
            ingress.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException refused) {
            throw new DataProviderException("cannot listen on 127.0.0.1:" + port + ": " + refused.getMessage());
        }
    }

    @Override
    public void setListener(ItemEventListener listener) {
        this.listener = listener;
        this.batches = (EventBatches) listener;
        start("bench-feed-accept", this::accept);
    }

    @Override
    public void subscribe(String item, Object handle, boolean needsIterator) {
        handles.put(item, handle);
    }

    @Override
    public void subscribe(String item, boolean needsIterator) {
        throw new UnsupportedOperationException("the other subscribe is the one for smart adapters");
    }

    @Override
    public void unsubscribe(String item) {
        handles.remove(item);
    }

    @Override
    public boolean isSnapshotAvailable(String item) {
        return false;
    }

    private static void start(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                var socket = ingress.accept();
                start("bench-feed", () -> read(socket));
            }
        } catch (IOException closed) {
            listener.failure(closed);
        }
    }

    private void read(Socket socket) {
        var bytes = new byte[READ_BYTES];
        int held = 0;
        try (socket) {
            var in = socket.getInputStream();
            int read;
            while (held < bytes.length && (read = in.read(bytes, held, bytes.length - held)) > 0) {
                int end = held + read;
                var used = new int[1];
                batches.batch(() -> used[0] = lines(bytes, end));
                held = end - used[0];
                System.arraycopy(bytes, used[0], bytes, 0, held);
            }
        } catch (IOException gone) {
            // The publisher left in its own way; the next one may come.
        }
    }

    /** Hands over every whole line; returns how many bytes they took. */
    private int lines(byte[] bytes, int end) {
        int start = 0;
        int space = -1;
        for (int at = 0; at < end; at++) {
            if (bytes[at] == ' ' && space < 0) {
                space = at;
            } else if (bytes[at] == '\n') {
                if (space > 0) {
                    update(bytes, start, space, at);
                }
                start = at + 1;
                space = -1;
            }
        }
        return start;
    }

    private void update(byte[] bytes, int start, int space, int end) {
        var handle = handles.get(new String(bytes, start, space - start, StandardCharsets.ISO_8859_1));
        if (handle != null) {
            var payload = new String(bytes, space + 1, end - space - 1, StandardCharsets.ISO_8859_1);
            listener.smartUpdate(handle, Map.of("payload", payload), false);
        }
    }
}
