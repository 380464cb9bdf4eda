package dev.sluice.server.adapter;

import dev.sluice.server.counters.WorkPool;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One {@code adapters.xml} as it was read.
 *
 * @param id                 {@code adapters_conf@id}
 * @param file               the file
 * @param pool               {@code adapter_set_pool}, null when absent
 * @param metadataFirst      data adapters start when the metadata adapter is ready
 * @param metadata           the metadata adapter
 * @param data               the data adapters, in order
 */
public record AdapterSetDescriptor(String id, Path file, WorkPool.Size pool, boolean metadataFirst, Metadata metadata,
                                   List<Data> data) {

    /** Folder of the set. */
    public Path directory() {
        return file.getParent();
    }

    /** Where the classes of an adapter come from. */
    public enum Loading {
        /** The loader of the set. */
        COMMON,
        /** A child of it, of the adapter's own. */
        DEDICATED,
        /** A loader of the adapter's own beside it, that also shows the node's SLF4J. */
        LOG_ENABLED
    }

    /**
     * What metadata and data adapters have in common.
     *
     * @param where      where it is configured
     * @param className  {@code adapter_class}
     * @param installDir {@code install_dir}, null when absent
     * @param params     {@code param} entries in order
     */
    public record Code(ConfPlace where, String className, String installDir, Loading loading, Map<String, String> params) {
    }

    /**
     * The metadata adapter.
     *
     * @param authenticationPool null when absent
     * @param messagesPool       null when absent
     * @param sequentialTables   table notifications of one session never overlap
     */
    public record Metadata(Code code, WorkPool.Size authenticationPool, WorkPool.Size messagesPool,
                           boolean sequentialTables) {
    }

    /**
     * A data adapter.
     *
     * @param pool {@code data_adapter_pool}, null when absent
     */
    public record Data(String name, Code code, WorkPool.Size pool) {
    }
}
