package dev.sluice.server.adapter;

import com.lightstreamer.interfaces.data.DataProvider;
import com.lightstreamer.interfaces.metadata.MetadataProvider;
import dev.sluice.server.counters.WorkPool;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates and initialises the adapters of one set; whatever goes wrong becomes one line for the operator. */
final class AdapterStart {

    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerLogger.init");
    private static final String SET_ID_PARAM = "adapters_conf.id";
    private static final String DATA_NAME_PARAM = "data_provider.name";

    private final AdapterSetDescriptor descriptor;
    private final SetClassLoaders loaders;
    private final AdapterSettings settings;
    private final SessionControl control;
    private final AdapterSetPools pools;
    private final ConcurrentMap<String, SessionLedger> ledgers = new ConcurrentHashMap<>();

    AdapterStart(AdapterSetDescriptor descriptor, SetClassLoaders loaders, AdapterSettings settings,
                 WorkPool server, SessionControl control) {
        this.descriptor = descriptor;
        this.loaders = loaders;
        this.settings = settings;
        this.control = control;
        this.pools = new AdapterSetPools(descriptor, server, loaders.common());
    }

    /** The pools of the set. */
    AdapterSetPools pools() {
        return pools;
    }

    /** What the metadata adapter will know of sessions. */
    ConcurrentMap<String, SessionLedger> ledgers() {
        return ledgers;
    }

    /** Starts the metadata adapter. */
    MetadataCalls metadata() {
        String id = descriptor.id();
        AdapterSetDescriptor.Code code = descriptor.metadata().code();
        String title = "Metadata Adapter of Adapter Set " + id;
        LOG.info("Loading Metadata Adapter for Adapter Set {}", id);
        AdapterContext context = context(id, "metadata", title, code);
        try {
            MetadataProvider adapter = create(context, code, MetadataProvider.class);
            MetadataMethods methods = new MetadataMethods(adapter);
            pools.addAsynchronous(methods);
            context.call("init", () -> {
                adapter.init(params(code, Map.of(SET_ID_PARAM, id)), loaders.installDir(code).toFile());
                adapter.setListener(new ControlListener(id, ledgers, control));
                return null;
            });
            LOG.info("Finished loading Metadata Adapter for Adapter Set {}", id);
            return new MetadataCalls(adapter, methods, context);
        } catch (Throwable e) {
            throw failure(title, code, e);
        }
    }

    /** Starts one data adapter. */
    DataAdapter data(AdapterSetDescriptor.Data data) {
        String id = descriptor.id();
        AdapterSetDescriptor.Code code = data.code();
        String title = "Data Adapter " + data.name() + " of Adapter Set " + id;
        LOG.info("Loading Data Adapter {}.{}", id, data.name());
        AdapterContext context = context(id + "." + data.name(), data.name(), title, code);
        try {
            DataProvider provider = create(context, code, DataProvider.class);
            DataAdapter adapter = new DataAdapter(id, data.name(), provider, context, pools.data(data.name()), control);
            context.call("init", () -> {
                provider.init(params(code, Map.of(SET_ID_PARAM, id, DATA_NAME_PARAM, data.name())),
                        loaders.installDir(code).toFile());
                provider.setListener(new ItemIntake(adapter));
                return null;
            });
            LOG.info("Finished loading Data Adapter {}.{}", id, data.name());
            return adapter;
        } catch (Throwable e) {
            throw failure(title, code, e);
        }
    }

    private AdapterContext context(String name, String loaderName, String title, AdapterSetDescriptor.Code code) {
        Path installDir = loaders.installDir(code);
        if (!Files.isDirectory(installDir)) {
            throw new AdapterLoadException(code.where() + ": " + title + ": the install_dir " + installDir
                    + " does not exist; create it or correct install_dir");
        }
        return new AdapterContext(name, loaders.of(loaderName, code), settings.unexpectedWaitMillis());
    }

    /** A map of its own for every adapter, since adapters may change it. */
    private static Map<String, String> params(AdapterSetDescriptor.Code code, Map<String, String> reserved) {
        Map<String, String> params = new HashMap<>(code.params());
        params.putAll(reserved);
        return params;
    }

    private static <T> T create(AdapterContext context, AdapterSetDescriptor.Code code, Class<T> type) throws Throwable {
        return context.call("constructor", () -> {
            Class<?> adapterClass = Class.forName(code.className(), true, context.loader());
            if (!type.isAssignableFrom(adapterClass)) {
                throw new AdapterLoadException("class " + code.className() + " is no " + type.getSimpleName()
                        + "; correct adapter_class");
            }
            try {
                return type.cast(adapterClass.getConstructor().newInstance());
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    private AdapterLoadException failure(String title, AdapterSetDescriptor.Code code, Throwable cause) {
        LOG.debug("What {} threw", title, cause);
        return new AdapterLoadException(code.where() + ": " + title + ": " + reason(code, cause), cause);
    }

    private String reason(AdapterSetDescriptor.Code code, Throwable cause) {
        if (cause instanceof AdapterLoadException) {
            return cause.getMessage();
        }
        if (cause instanceof ClassNotFoundException && code.className().equals(cause.getMessage())) {
            return "class " + code.className() + " was not found; put its jar into " + loaders.installDir(code).resolve("lib")
                    + " or correct adapter_class";
        }
        if (cause instanceof ClassNotFoundException || cause instanceof NoClassDefFoundError) {
            return "class " + code.className() + " needs " + cause.getMessage() + ", which was not found; put the library"
                    + " into lib (of the node's own libraries adapters see none, and SLF4J only with classloader log-enabled)";
        }
        if (cause instanceof NoSuchMethodException || cause instanceof IllegalAccessException) {
            return "class " + code.className() + " is not public with a public constructor without arguments; make it so";
        }
        if (cause instanceof InstantiationException) {
            return "class " + code.className() + " is abstract; name a class that is not";
        }
        return "class " + code.className() + " could not be started: " + cause + "; see what the adapter needs, its params"
                + " and its own log";
    }
}
