package dev.sluice.demo.roundtrip;

import com.lightstreamer.interfaces.data.ItemEventListener;
import dev.sluice.demo.WallClock;
import dev.sluice.demo.message.Sender;
import java.util.HashMap;
import java.util.Map;

/** One shared line of text that anybody may overwrite. */
final class Board {
    private final WallClock clock;
    private final ItemEventListener listener;
    private Map<String, String> state = Map.of("message", "-", "timestamp", "-", "date", "-", "IP", "-");
    private Object handle;

    Board(WallClock clock, ItemEventListener listener) {
        this.clock = clock;
        this.listener = listener;
    }

    synchronized void open(Object newHandle) {
        handle = newHandle;
        listener.smartUpdate(newHandle, new HashMap<>(state), true);
    }

    synchronized void close() {
        handle = null;
    }

    synchronized void write(Sender sender, String text) {
        long now = clock.millis();
        state = Map.of("message", text, "timestamp", clock.time(now), "date", clock.date(now),
                "IP", sender.address());
        if (handle != null) {
            listener.smartUpdate(handle, new HashMap<>(state), false);
        }
    }
}
