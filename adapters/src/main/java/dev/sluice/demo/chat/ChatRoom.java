package dev.sluice.demo.chat;

import com.lightstreamer.interfaces.data.ItemEventListener;
import com.lightstreamer.interfaces.metadata.CreditsException;
import dev.sluice.demo.WallClock;
import dev.sluice.demo.message.MessageDesk;
import dev.sluice.demo.message.Sender;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** One room and its recent history. */
final class ChatRoom {
    static final int REMEMBERED_MESSAGES = 30;
    static final int LONGEST_TEXT = 500;

    private final WallClock clock;
    private final ItemEventListener listener;
    private final Deque<Map<String, String>> history = new ArrayDeque<>();
    private Object handle;

    ChatRoom(WallClock clock, ItemEventListener listener) {
        this.clock = clock;
        this.listener = listener;
    }

    /** Sends the remembered messages, oldest first, as the snapshot. */
    synchronized void open(Object newHandle) {
        handle = newHandle;
        for (Map<String, String> message : history) {
            listener.smartUpdate(newHandle, new HashMap<>(message), true);
        }
        listener.smartEndOfSnapshot(newHandle);
    }

    synchronized void close() {
        handle = null;
    }

    String say(Sender sender, String text) throws CreditsException {
        if (text.isBlank()) {
            throw MessageDesk.malformed("A chat message must have a text, as in CHAT|hello");
        }
        if (text.length() > LONGEST_TEXT) {
            throw MessageDesk.refused("A chat message may have " + LONGEST_TEXT + " characters, this one has "
                    + text.length());
        }
        publish(sender, text);
        return null;
    }

    private synchronized void publish(Sender sender, String text) {
        long now = clock.millis();
        Map<String, String> message = Map.of(
                "message", text,
                "nick", sender.nickname(),
                "IP", sender.address(),
                "timestamp", clock.time(now),
                "raw_timestamp", Long.toString(now));
        history.addLast(message);
        if (history.size() > REMEMBERED_MESSAGES) {
            history.removeFirst();
        }
        if (handle != null) {
            listener.smartUpdate(handle, new HashMap<>(message), false);
        }
    }
}
