package dev.sluice.tests.script;

import com.lightstreamer.interfaces.data.DataProvider;
import com.lightstreamer.interfaces.data.DataProviderException;
import com.lightstreamer.interfaces.data.ItemEventListener;
import com.lightstreamer.interfaces.data.SubscriptionException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A data adapter whose events are dictated through {@link ScriptServer}; items with staged events have a snapshot. */
public final class ScriptData implements DataProvider {

    private final ScriptBoard board = ScriptBoard.BOARD;
    private File folder;

    @Override
    @SuppressWarnings("rawtypes")
    public void init(Map params, File configDir) {
        folder = configDir;
        if (params.containsKey("block")) {
            block(folder.toPath().resolve("blocked"));
        }
    }

    /** Holds up the start of the node for good, as an adapter does that waits for a system which never answers. */
    private static void block(Path told) {
        try {
            Files.writeString(told, "");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        while (true) {
            LockSupport.park();
        }
    }

    @Override
    public void setListener(ItemEventListener listener) {
        board.listener(listener);
        try {
            new ScriptServer(board).start(folder.toPath().resolve("control.port"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean isSnapshotAvailable(String item) {
        return board.hasSnapshot(item);
    }

    @Override
    public void subscribe(String item, boolean needsIterator) throws SubscriptionException {
        board.subscribed(item);
    }

    @Override
    public void unsubscribe(String item) {
        board.unsubscribed(item);
    }
}
