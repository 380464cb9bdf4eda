package dev.sluice.tests.told;

import com.lightstreamer.adapters.metadata.LiteralBasedProvider;
import com.lightstreamer.interfaces.metadata.ItemsException;
import com.lightstreamer.interfaces.metadata.MetadataProviderException;
import com.lightstreamer.interfaces.metadata.TableInfo;
import java.io.File;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes to the node's output what it was told at its start. Users, messages and groups that begin with {@code block} wait until the
 * file {@code release} is there; the groups {@code pair} wait for each other for a while when the node tells of them.
 */
public final class ToldMetadata extends LiteralBasedProvider {

    private static final long PATIENCE_MILLIS = 1_000;
    private final AtomicInteger told = new AtomicInteger();

    @Override
    @SuppressWarnings("rawtypes")
    public void init(Map params, File configDir) throws MetadataProviderException {
        super.init(params, configDir);
        Told.tell(this, params, configDir);
        if (params.containsKey("waits_for_data")) {
            try {
                System.out.println("told data adapter beside: " + Told.DATA.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
            } catch (InterruptedException e) {
                throw new MetadataProviderException(e.toString());
            }
        }
    }

    @Override
    @SuppressWarnings("rawtypes")
    public CompletableFuture<Void> notifyUser(String user, String password, Map headers) {
        Told.awaitRelease(user);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<String> notifyUserMessage(String user, String session, String message) {
        Told.awaitRelease(message);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public String[] getItems(String user, String session, String group, String dataAdapter) throws ItemsException {
        if (group.startsWith("block_set")) {
            Told.awaitRelease(group);
        }
        return super.getItems(user, session, group, dataAdapter);
    }

    @Override
    public boolean wantsTablesNotification(String user) {
        return true;
    }

    @Override
    public void notifyNewTables(String user, String session, TableInfo[] tables) {
        if (tables[0].getId().startsWith("pair")) {
            told.incrementAndGet();
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
            int together = told.get();
            while (together < 2 && System.nanoTime() < end) {
                Thread.onSpinWait();
                together = Math.max(together, told.get());
            }
            System.out.println("told tables together: " + together);
            if (together < 2) {
                told.decrementAndGet();
            }
        }
    }
}
