package dev.sluice.server.adapter;

import com.lightstreamer.interfaces.metadata.CustomizableItemEvent;
import com.lightstreamer.interfaces.metadata.ItemEvent;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The two questions a metadata adapter answers for single updates: selector and customisation. */
final class UpdateFilter {

    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerLogger.subscriptions.upd");

    private final MetadataCalls metadata;
    private final LogLimit logs = new LogLimit();

    UpdateFilter(MetadataCalls metadata) {
        this.metadata = metadata;
    }

    boolean isSelected(String user, String item, String dataAdapter, String selector, Function<String, String> values,
                       boolean snapshot) {
        try {
            return metadata.context().call("isSelected", () -> (boolean) metadata.method(MetadataSignatures.SELECTED)
                    .invokeExact(user, item, dataAdapter, selector, (ItemEvent) new View(values, snapshot)));
        } catch (Throwable e) {
            warn("isSelected", item, e, "the update is not sent");
            return false;
        }
    }

    Map<String, String> customize(String user, String item, String dataAdapter, Function<String, String> values,
                                  boolean snapshot) {
        View view = new View(values, snapshot);
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
