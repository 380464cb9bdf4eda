package dev.sluice.server.adapter;

import com.lightstreamer.interfaces.metadata.CustomizableItemEvent;
import com.lightstreamer.interfaces.metadata.ItemEvent;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The two questions a metadata adapter answers for single updates: selector and customisation. */
final class UpdateFilter {

    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerLogger.subscriptions.upd");

    /** These questions are asked on event loops, where all sessions of the loop wait for the answer. */
    private static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final MetadataCalls metadata;
    private final LogLimit logs = new LogLimit();
    private final LogLimit slow = new LogLimit();

    UpdateFilter(MetadataCalls metadata) {
        this.metadata = metadata;
    }

    boolean isSelected(String user, String item, String dataAdapter, String selector, Function<String, String> values,
                       boolean snapshot) {
        long start = System.nanoTime();
        try {
            return metadata.context().call("isSelected", () -> (boolean) metadata.method(MetadataSignatures.SELECTED)
                    .invokeExact(user, item, dataAdapter, selector, (ItemEvent) new View(values, snapshot)));
        } catch (Throwable e) {
            warn("isSelected", item, e, "the update is not sent");
            return false;
        } finally {
            watch("isSelected", item, start);
        }
    }

    Map<String, String> customize(String user, String item, String dataAdapter, Function<String, String> values,
                                  boolean snapshot) {
        View view = new View(values, snapshot);
        long start = System.nanoTime();
        try {
            metadata.context().call("customizeUpdate", () -> {
                metadata.method(MetadataSignatures.CUSTOMIZE)
                        .invokeExact(user, item, dataAdapter, (CustomizableItemEvent) view);
                return null;
            });
            return view.changes == null ? Map.of() : view.changes;
        } catch (Throwable e) {
            warn("customizeUpdate", item, e, "the update is sent unchanged");
            return Map.of();
        } finally {
            watch("customizeUpdate", item, start);
        }
    }

    private void watch(String method, String item, long startNanos) {
        long taken = System.nanoTime() - startNanos;
        long unsaid = taken < SLOW_NANOS ? -1 : slow.admit();
        if (unsaid >= 0) {
            LOG.warn("{} of adapter {} took {} ms for item {}, more than {} ms; every session of the event loop waits meanwhile, so"
                    + " the adapter must answer from memory ({} more slow answers not logged)", method,
                    metadata.context().adapter(), TimeUnit.NANOSECONDS.toMillis(taken), item,
                    TimeUnit.NANOSECONDS.toMillis(SLOW_NANOS), unsaid);
        }
    }

    private void warn(String method, String item, Throwable failure, String consequence) {
        long unsaid = logs.admit();
        if (unsaid >= 0) {
            LOG.warn("{} of adapter {} failed for item {}: {}; {} ({} more failures not logged)", method,
                    metadata.context().adapter(), item, failure, consequence, unsaid);
        }
    }

    private static final class View implements CustomizableItemEvent {

        private final Function<String, String> values;
        private final boolean snapshot;
        private Map<String, String> changes;

        private View(Function<String, String> values, boolean snapshot) {
            this.values = values;
            this.snapshot = snapshot;
        }

        @Override
        public String getValueAsString(String field) {
            return changes != null && changes.containsKey(field) ? changes.get(field) : values.apply(field);
        }

        @Override
        public byte[] getValueAsByteArray(String field) {
            String value = getValueAsString(field);
            return value == null ? null : value.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public boolean isSnapshot() {
            return snapshot;
        }

        @Override
        public void setValueAsString(String field, String value) {
            if (changes == null) {
                changes = new HashMap<>();
            }
            changes.put(field, value);
        }

        @Override
        public void setValueAsByteArray(String field, byte[] value) {
            setValueAsString(field, value == null ? null : new String(value, StandardCharsets.ISO_8859_1));
        }
    }
}
