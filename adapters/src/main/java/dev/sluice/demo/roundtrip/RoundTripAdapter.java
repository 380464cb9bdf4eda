package dev.sluice.demo.roundtrip;

import com.lightstreamer.interfaces.data.ItemEventListener;
import com.lightstreamer.interfaces.data.SubscriptionException;
import com.lightstreamer.interfaces.metadata.CreditsException;
import dev.sluice.demo.DemoDataAdapter;
import dev.sluice.demo.WallClock;
import dev.sluice.demo.message.MessageDesk;
import dev.sluice.demo.message.Sender;
import java.io.File;
import java.util.LinkedHashMap;
import java.util.Map;

/** Data adapter of the round trips: items {@code roundtrip0} to {@code roundtrip4}, MERGE with snapshot. */
public final class RoundTripAdapter extends DemoDataAdapter {
    static final int BOARDS = 5;
    static final int LONGEST_TEXT = 500;

    private MessageDesk desk;
    private volatile Map<String, Board> boards = Map.of();

    @Override
    public void init(Map parameters, File folder) {
        desk = MessageDesk.of(adapterSet(parameters));
    }

    @Override
    public void setListener(ItemEventListener listener) {
        Map<String, Board> created = new LinkedHashMap<>();
        for (int n = 0; n < BOARDS; n++) {
            created.put("roundtrip" + n, new Board(WallClock.system(), listener));
        }
        boards = created;
        desk.register("RT", this::write);
    }

    /** The text may be empty and may hold further bars. */
    private String write(Sender sender, String body) throws CreditsException {
        int bar = body.indexOf('|');
        Board board = bar < 0 ? null : boards.get("roundtrip" + body.substring(0, bar));
        if (board == null) {
            throw MessageDesk.malformed("A round trip has the form RT|n|text with n from 0 to " + (BOARDS - 1)
                    + "; got " + MessageDesk.quoted(body) + " after RT");
        }
        String text = body.substring(bar + 1);
        if (text.length() > LONGEST_TEXT) {
            throw MessageDesk.refused("A text may have " + LONGEST_TEXT + " characters, this one has "
                    + text.length());
        }
        board.write(sender, text);
        return null;
    }

    @Override
    public boolean isSnapshotAvailable(String item) {
        return true;
    }

    @Override
    public void subscribe(String item, Object handle, boolean needsIterator) throws SubscriptionException {
        Board board = boards.get(item);
        if (board == null) {
            throw new SubscriptionException("No item " + item + "; there are roundtrip0 to roundtrip"
                    + (BOARDS - 1));
        }
        board.open(handle);
    }

    @Override
    public void unsubscribe(String item) {
        boards.get(item).close();
    }
}
