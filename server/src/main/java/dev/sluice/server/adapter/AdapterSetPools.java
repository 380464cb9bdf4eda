package dev.sluice.server.adapter;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The pools of one adapter set. What the file gives no pool of its own runs in the set's share of the SERVER pool, so that
 * a set whose adapters block takes no thread from another.
 */
public final class AdapterSetPools {

    /** Threads for calls of old adapters that may block, when the file says nothing. */
    private static final AdapterPool.Size BLOCKING = AdapterPool.Size.of(10, 10);
    private static final AdapterPool.Size PROMPT = AdapterPool.Size.of(1, 1);

    private final AdapterSetDescriptor descriptor;
    private final ClassLoader loader;
    private final AdapterPool set;
    private final boolean ownSet;
    private final Map<String, AdapterPool> data = new LinkedHashMap<>();
    private volatile AdapterPool authentication;
    private volatile AdapterPool messages;

    /** @param loader context class loader of the threads */
    AdapterSetPools(AdapterSetDescriptor descriptor, AdapterSettings settings, ClassLoader loader) {
        this.descriptor = descriptor;
        this.loader = loader;
        String id = descriptor.id();
        ownSet = descriptor.pool() != null;
        set = ownSet ? new AdapterPool("SET " + id, descriptor.pool(), loader) : serverShare(id, settings, loader);
        for (AdapterSetDescriptor.Data adapter : descriptor.data()) {
            String name = id + "." + adapter.name();
            data.put(adapter.name(), adapter.pool() != null ? new AdapterPool("DATA " + name, adapter.pool(), loader)
                    : ownSet ? set : serverShare(name, settings, loader));
        }
    }

    /** Adds the pools for asynchronous calls, whose size depends on the generation of the metadata adapter. */
    void addAsynchronous(MetadataMethods methods) {
        AdapterSetDescriptor.Metadata metadata = descriptor.metadata();
        authentication = new AdapterPool("AUTHENTICATION " + descriptor.id(), metadata.authenticationPool() != null
                ? metadata.authenticationPool() : methods.blockingUserCheck() ? BLOCKING : PROMPT, loader);
        messages = new AdapterPool("MSG " + descriptor.id(), metadata.messagesPool() != null
                ? metadata.messagesPool() : methods.blockingMessages() ? BLOCKING : PROMPT, loader);
    }

    private static AdapterPool serverShare(String of, AdapterSettings settings, ClassLoader loader) {
        return new AdapterPool("SERVER " + of,
                AdapterPool.Size.of(settings.serverPoolMaxSize(), settings.serverPoolMaxFree()), loader);
    }

    /** {@code AUTHENTICATION}: user checks. */
    public AdapterPool authentication() {
        return authentication;
    }

    /** {@code MSG}: client messages. */
    public AdapterPool messages() {
        return messages;
    }

    /** Everything else of the set: its own {@code SET} pool, or its share of {@code SERVER}. */
    public AdapterPool set() {
        return set;
    }

    /** Whether {@link #set()} is configured for the set. */
    public boolean ownSet() {
        return ownSet;
    }

    /** The pool of a data adapter: its own {@code DATA}, else the set's {@code SET}, else a share of {@code SERVER}. */
    public AdapterPool data(String adapter) {
        return data.get(adapter);
    }

    /** All pools, each once. */
    public Collection<AdapterPool> all() {
        Set<AdapterPool> all = new LinkedHashSet<>(List.of(authentication, messages, set));
        all.addAll(data.values());
        return all;
    }
}
