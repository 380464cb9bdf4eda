package dev.sluice.server.adapter;

import dev.sluice.server.config.ConfigProblem;
import dev.sluice.server.counters.WorkPool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code adapters.xml} files to living adapter sets. */
public final class AdapterLoader {

    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerLogger.init");

    private AdapterLoader() {
    }

    /**
     * Reads the files and starts all adapters, the sets beside each other; returns when all are ready.
     *
     * @param adaptersDir a folder per adapter set
     * @param sharedDir   {@code lib} and {@code classes} every set sees; need not exist
     * @throws AdapterLoadException when anything is wrong with any of them; the others may still be starting then, and the
     *                              node has to end
     */
    public static AdapterSets load(Path adaptersDir, Path sharedDir, AdapterSettings settings, SessionControl control) {
        AdapterSetReader.Reading reading = AdapterSetReader.read(adaptersDir, settings);
        reading.warnings().forEach(warning -> LOG.warn(warning.message()));
        if (!reading.problems().isEmpty()) {
            throw new AdapterLoadException(reading.problems().stream().map(ConfigProblem::message).toList());
        }
        reading.leftOut().forEach(set -> LOG.error(set.message()));
        ClassLoader shared = SetClassLoaders.shared(sharedDir);
        WorkPool server = new WorkPool("SERVER", WorkPool.Size.of(settings.serverPoolMaxSize(), settings.serverPoolMaxFree()), shared);
        Map<String, CompletableFuture<AdapterSet>> starting = new LinkedHashMap<>();
        for (AdapterSetDescriptor set : reading.sets()) {
            starting.put(set.id(), inThread("LOADER " + set.id(), () -> start(set, shared, settings, server, control)));
        }
        awaitAll(new ArrayList<>(starting.values()));
        Map<String, AdapterSet> sets = new LinkedHashMap<>();
        starting.forEach((id, set) -> sets.put(id, set.join()));
        return new AdapterSets(sets, server);
    }

    private static AdapterSet start(AdapterSetDescriptor descriptor, ClassLoader shared, AdapterSettings settings,
                                    WorkPool server, SessionControl control) {
        long begin = System.nanoTime();
        AdapterStart start = new AdapterStart(descriptor, new SetClassLoaders(descriptor, shared), settings, server,
                control);
        CompletableFuture<MetadataCalls> metadata = inThread("LOADER " + descriptor.id() + " metadata", start::metadata);
        if (descriptor.metadataFirst()) {
            awaitAll(List.of(metadata));
        }
        List<CompletableFuture<?>> all = new ArrayList<>(List.of(metadata));
        Map<String, CompletableFuture<DataAdapter>> data = new LinkedHashMap<>();
        for (AdapterSetDescriptor.Data adapter : descriptor.data()) {
            data.put(adapter.name(),
                    inThread("LOADER " + descriptor.id() + "." + adapter.name(), () -> start.data(adapter)));
        }
        all.addAll(data.values());
        awaitAll(all);
        Map<String, DataAdapter> started = new LinkedHashMap<>();
        data.forEach((name, adapter) -> started.put(name, adapter.join()));
        AdapterSet.Parts parts = new AdapterSet.Parts(descriptor, metadata.join(), start.ledgers(), started, start.pools());
        return new AdapterSet(parts, settings, control, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
    }

    /** A thread of its own, since adapters may block while they start, and threads they create inherit from it. */
    private static <T> CompletableFuture<T> inThread(String name, Supplier<T> task) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                outcome.complete(task.get());
            } catch (Throwable e) {
                outcome.completeExceptionally(e);
            }
        }, name);
        thread.setDaemon(true);
        thread.start();
        return outcome;
    }

    /** Waits until all are complete, or one has failed. */
    private static void awaitAll(List<? extends CompletableFuture<?>> tasks) {
        CompletableFuture<Object> failed = new CompletableFuture<>();
        tasks.forEach(task -> task.whenComplete((value, failure) -> {
            if (failure != null) {
                failed.completeExceptionally(failure);
            }
        }));
        try {
            CompletableFuture.anyOf(failed, CompletableFuture.allOf(tasks.toArray(new CompletableFuture<?>[0]))).join();
        } catch (CompletionException e) {
            Throwable cause = Refusals.unwrap(e);
            throw cause instanceof AdapterLoadException problem ? problem
                    : new AdapterLoadException("An Adapter Set could not be started: " + cause, cause);
        }
    }
}
