package dev.sluice.server.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.lightstreamer.interfaces.data.DataProvider;
import com.lightstreamer.interfaces.metadata.MetadataProvider;
import dev.sluice.server.counters.WorkPool;
import dev.sluice.server.protocol.Mode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** An adapter set {@code DEMO} with adapters of the test itself, and usual questions for it. */
final class OneSet {

    private static final AdapterSetDescriptor.Code CODE = new AdapterSetDescriptor.Code(new ConfPlace("adapters.xml", 1, 1, "data_provider"), "Test", null,
            AdapterSetDescriptor.Loading.COMMON, Map.of());

    final Journal journal = new Journal();
    final RecordedControl control = new RecordedControl(journal);
    private final Map<String, DataProvider> data = new LinkedHashMap<>();
    private final Map<String, WorkPool.Size> dataPools = new HashMap<>();
    private WorkPool.Size authenticationPool;
    private boolean sequentialTables;
    private AdapterSettings settings = AdapterSettings.DEFAULT;
    private WorkPool server;
    AdapterSet set;

    OneSet data(String name, DataProvider provider) {
        data.put(name, provider);
        return this;
    }

    OneSet dataPool(String name, WorkPool.Size size) {
        dataPools.put(name, size);
        return this;
    }

    OneSet authenticationPool(WorkPool.Size size) {
        authenticationPool = size;
        return this;
    }

    OneSet sequentialTables() {
        sequentialTables = true;
        return this;
    }

    OneSet settings(AdapterSettings other) {
        settings = other;
        return this;
    }

    /** Starts the set around a metadata adapter. */
    OneSet start(MetadataProvider metadata) {
        ClassLoader loader = getClass().getClassLoader();
        AdapterSetDescriptor descriptor = new AdapterSetDescriptor("DEMO", Path.of("demo", "adapters.xml"), null, true,
                new AdapterSetDescriptor.Metadata(CODE, authenticationPool, null, sequentialTables),
                data.keySet().stream().map(name -> new AdapterSetDescriptor.Data(name, CODE, dataPools.get(name))).toList());
        server = new WorkPool("SERVER", WorkPool.Size.of(settings.serverPoolMaxSize(), settings.serverPoolMaxFree()), loader);
        AdapterSetPools pools = new AdapterSetPools(descriptor, server, loader);
        ConcurrentMap<String, SessionLedger> ledgers = new ConcurrentHashMap<>();
        MetadataMethods methods = new MetadataMethods(metadata);
        pools.addAsynchronous(methods);
        metadata.setListener(new ControlListener("DEMO", ledgers, control));
        Map<String, DataAdapter> adapters = new LinkedHashMap<>();
        data.forEach((name, provider) -> {
            DataAdapter adapter = new DataAdapter("DEMO", name, provider,
                    new AdapterContext("DEMO." + name, loader, 0), pools.data(name), control);
            provider.setListener(new ItemIntake(adapter));
            adapters.put(name, adapter);
        });
        MetadataCalls calls = new MetadataCalls(metadata, methods, new AdapterContext("DEMO", loader, 0));
        set = new AdapterSet(new AdapterSet.Parts(descriptor, calls, ledgers, adapters, pools), settings, control, 0);
        return this;
    }

    /** The node's sets, of which this is the only one. */
    AdapterSets sets() {
        return new AdapterSets(Map.of("DEMO", set), server);
    }

    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("condition not met in time").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    /** A question for a session; ids are s1, s2, ... */
    static SessionQuestion session(String user) {
        AtomicInteger ids = new AtomicInteger();
        return session(user, () -> "s" + ids.incrementAndGet(), new HashMap<>());
    }

    static SessionQuestion session(String user, Supplier<String> ids, Map<String, String> headers) {
        return new SessionQuestion(user, "secret", ids, null, false, headers, Map.of("REMOTE_IP", "127.0.0.1"), () -> true);
    }

    Outcome<SessionGrant> create(SessionQuestion question) {
        Outcome<SessionGrant> outcome = new Outcome<>();
        set.createSession(question, Runnable::run, outcome);
        return outcome;
    }

    /** Creates session s1 and waits for it. */
    OneSet withSession() throws Exception {
        create(session("ann")).granted();
        return this;
    }

    Outcome<SubscriptionGrant> subscribe(Mode mode, String group, String schema) {
        return subscribe(question(mode, group, schema));
    }

    Outcome<SubscriptionGrant> subscribe(SubscriptionQuestion question) {
        Outcome<SubscriptionGrant> outcome = new Outcome<>();
        set.subscribe(question, Runnable::run, outcome);
        return outcome;
    }

    static SubscriptionQuestion question(Mode mode, String group, String schema) {
        return new SubscriptionQuestion("ann", "s1", 1, "DEFAULT", group, schema, mode, null, false, -1, -1, true);
    }

    static List<ItemStatistics> sent(int count) {
        return List.of(new ItemStatistics(count, 0, 0));
    }
}
