package dev.sluice.demo.chat;

import com.lightstreamer.interfaces.data.ItemEventListener;
import com.lightstreamer.interfaces.data.SubscriptionException;
import dev.sluice.demo.DemoDataAdapter;
import dev.sluice.demo.WallClock;
import dev.sluice.demo.message.MessageDesk;
import java.io.File;
import java.util.Map;

/** Data adapter of the chat: the one item {@code chat_room}, DISTINCT with snapshot. */
public final class ChatAdapter extends DemoDataAdapter {
    private static final String ITEM = "chat_room";

    private MessageDesk desk;
    private volatile ChatRoom room;

    @Override
    public void init(Map parameters, File folder) {
        desk = MessageDesk.of(adapterSet(parameters));
    }

    @Override
    public void setListener(ItemEventListener listener) {
        room = new ChatRoom(WallClock.system(), listener);
        desk.register("CHAT", room::say);
    }

    @Override
    public boolean isSnapshotAvailable(String item) {
        return true;
    }

    @Override
    public void subscribe(String item, Object handle, boolean needsIterator) throws SubscriptionException {
        if (!item.equals(ITEM)) {
            throw new SubscriptionException("There is no chat room " + item + ", only " + ITEM);
        }
        room.open(handle);
    }

    @Override
    public void unsubscribe(String item) {
        room.close();
    }
}
