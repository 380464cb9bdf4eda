package dev.sluice.server.adapter;

import dev.sluice.server.counters.WorkPool;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The pools of one adapter set. What the file gives no pool of its own runs in the SERVER pool, which all sets share.
 */
public final class AdapterSetPools {

    /** Threads for calls of old adapters that may block, when the file says nothing. */
    private static final WorkPool.Size BLOCKING = new WorkPool.Size(10, 10, 0, -1);
    private static final WorkPool.Size PROMPT = new WorkPool.Size(1, 1, 0, -1);

    private final AdapterSetDescriptor descriptor;
    private final ClassLoader loader;
    private final WorkPool set;
    private final boolean ownSet;
    private final Map<String, WorkPool> data = new LinkedHashMap<>();
    private volatile WorkPool authentication;
    private volatile WorkPool messages;

    /**
     * @param server the SERVER pool
     * @param loader context class loader of the threads
     */
    AdapterSetPools(AdapterSetDescriptor descriptor, WorkPool server, ClassLoader loader) {
        this.descriptor = descriptor;
        this.loader = loader;
        String id = descriptor.id();
        ownSet = descriptor.pool() != null;
        set = ownSet ? new WorkPool("SET " + id, descriptor.pool(), loader) : server;
        for (AdapterSetDescriptor.Data adapter : descriptor.data()) {
            String name = id + "." + adapter.name();
            data.put(adapter.name(), adapter.pool() != null ? new WorkPool("DATA " + name, adapter.pool(), loader)
                    : set);
        }
    }

    /** Adds the pools for asynchronous calls, whose size depends on the generation of the metadata adapter. */
    void addAsynchronous(MetadataMethods methods) {
        AdapterSetDescriptor.Metadata metadata = descriptor.metadata();
        authentication = new WorkPool("AUTHENTICATION " + descriptor.id(), metadata.authenticationPool() != null
                ? metadata.authenticationPool() : methods.blockingUserCheck() ? BLOCKING : PROMPT, loader);
        messages = new WorkPool("MSG " + descriptor.id(), metadata.messagesPool() != null
                ? metadata.messagesPool() : methods.blockingMessages() ? BLOCKING : PROMPT, loader);
    }

    /** {@code AUTHENTICATION}: user checks. */
    public WorkPool authentication() {
        return authentication;
    }

    /** {@code MSG}: client messages. */
    public WorkPool messages() {
        return messages;
    }

    /** Everything else of the set: its own {@code SET} pool, or {@code SERVER}. */
    public WorkPool set() {
        return set;
    }

    /** Whether {@link #set()} is configured for the set. */
    public boolean ownSet() {
        return ownSet;
    }

    /** The pool of a data adapter: its own {@code DATA}, else the set's {@code SET}, else {@code SERVER}. */
    public WorkPool data(String adapter) {
        return data.get(adapter);
    }

    /** The pools that belong to this set alone, each once. */
    public Collection<WorkPool> own() {
        Set<WorkPool> own = new LinkedHashSet<>(List.of(authentication, messages));
        if (ownSet) {
            own.add(set);
        }
        data.values().stream().filter(pool -> pool != set).forEach(own::add);
        return own;
    }
}
