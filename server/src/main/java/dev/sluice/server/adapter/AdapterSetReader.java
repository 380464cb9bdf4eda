package dev.sluice.server.adapter;

import dev.sluice.server.counters.WorkPool;
import dev.sluice.server.config.ConfigProblem;
import dev.sluice.server.config.ConfigProblem.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Reads every {@code adapters.xml} below a directory, without touching a class of an adapter. */
public final class AdapterSetReader {

    private static final String MONITOR = "MONITOR";
    private static final Set<String> REMOTE = Set.of("PROXY_FOR_REMOTE_ADAPTER", "ROBUST_PROXY_FOR_REMOTE_ADAPTER");
    private static final Set<String> CODE_ELEMENTS = Set.of("install_dir", "adapter_class", "classloader", "param",
            "exit_on_failure");

    private final List<ConfigProblem> problems = new ArrayList<>();
    private final List<ConfigProblem> leftOut = new ArrayList<>();
    private final List<ConfigProblem> warnings = new ArrayList<>();
    private final ConfValues values;

    /**
     * What was found.
     *
     * @param sets     those that could be read, in the order of their folders' names
     * @param problems what keeps the node from starting
     * @param leftOut  why sets are not among them that need what the node does not have yet; the others start all the same
     * @param warnings what has no effect
     */
    public record Reading(List<AdapterSetDescriptor> sets, List<ConfigProblem> problems, List<ConfigProblem> leftOut,
                          List<ConfigProblem> warnings) {
    }

    private AdapterSetReader(AdapterSettings settings) {
        values = new ConfValues(settings, problems, warnings);
    }

    /** Reads the folders of {@code adaptersDir}; one without {@code adapters.xml} is no adapter set. */
    public static Reading read(Path adaptersDir, AdapterSettings settings) {
        AdapterSetReader reader = new AdapterSetReader(settings);
        Map<String, AdapterSetDescriptor> sets = new LinkedHashMap<>();
        for (Path file : reader.files(adaptersDir)) {
            AdapterSetDescriptor set = reader.file(file);
            AdapterSetDescriptor other = set == null ? null : sets.putIfAbsent(set.id(), set);
            if (other != null) {
                reader.problems.add(problem(file, "the id " + set.id() + " is taken by " + other.file(), "give one of the Adapter Sets"
                        + " another id"));
            }
        }
        return new Reading(List.copyOf(sets.values()), List.copyOf(reader.problems),
                List.copyOf(reader.leftOut), List.copyOf(reader.warnings));
    }

    private List<Path> files(Path adaptersDir) {
        try (Stream<Path> folders = Files.list(adaptersDir)) {
            return folders.map(folder -> folder.resolve("adapters.xml")).filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            problems.add(problem(adaptersDir, "the directory of the Adapter Sets cannot be read (" + e + ")", "create it or correct"
                    + " adapters_dir"));
            return List.of();
        }
    }

    private AdapterSetDescriptor file(Path file) {
        try {
            return set(file, ConfElement.read(file));
        } catch (ConfElement.Unreadable e) {
            problems.add(e.problem());
            return null;
        }
    }

    private static ConfigProblem problem(Path file, String reason, String advice) {
        return new ConfigProblem(Severity.ERROR, file.toString(), 0, 0, "", "", reason, advice, "");
    }

    private AdapterSetDescriptor set(Path file, ConfElement root) {
        if (!root.name().equals("adapters_conf")) {
            values.problem(root, "is the root element instead of adapters_conf; rename it");
            return null;
        }
        values.known(root, Set.of("adapter_set_pool", "metadata_adapter_initialised_first", "metadata_provider",
                "data_provider"));
        String id = values.attribute(root, "id");
        if (id == null) {
            values.problem(root, "has no id; name the Adapter Set");
            return null;
        }
        if (id.equals(MONITOR)) {
            values.problem(root, "the id MONITOR is reserved; give the Adapter Set another one");
        }
        if (remote(root, id)) {
            return null;
        }
        ConfElement metadata = values.child(root, "metadata_provider");
        if (metadata == null) {
            values.problem(root, "Adapter Set " + id + " has no metadata_provider; add one, for example with adapter_class"
                    + " com.lightstreamer.adapters.metadata.LiteralBasedProvider");
            return null;
        }
        Map<String, AdapterSetDescriptor.Data> data = new LinkedHashMap<>();
        boolean monitors = false;
        for (ConfElement child : root.children()) {
            if (child.name().equals("data_provider") && MONITOR.equals(values.text(child, "adapter_class"))) {
                monitors = true;
                values.warning(child, "adapter_class MONITOR has no effect yet: there are no monitoring items, the Data Adapter is left out");
            } else if (child.name().equals("data_provider")) {
                AdapterSetDescriptor.Data adapter = data(child);
                if (data.putIfAbsent(adapter.name(), adapter) != null) {
                    values.problem(child, "Adapter Set " + id + " has two Data Adapters named " + adapter.name()
                            + "; give each a name of its own");
                }
            }
        }
        if (data.isEmpty() && monitors) {
            leftOut.add(root.where().finding(Severity.WARN, "", "Adapter Set " + id + " is not loaded: it has no Data Adapter but MONITOR"));
            return null;
        }
        if (data.isEmpty()) {
            values.problem(root, "Adapter Set " + id + " has no data_provider; add at least one");
        }
        return new AdapterSetDescriptor(id, file, pool(root, "adapter_set_pool"),
                values.flag(root, "metadata_adapter_initialised_first", true), metadata(metadata), List.copyOf(data.values()));
    }

    /** Whether the set has a Remote Adapter, and so is left out. */
    private boolean remote(ConfElement root, String id) {
        for (ConfElement child : root.children()) {
            String className = values.text(child, "adapter_class");
            if (className != null && REMOTE.contains(className)) {
                leftOut.add(child.where().finding(Severity.WARN, "", "adapter_class " + className + ": Remote Adapters are not supported yet,"
                        + " so that Adapter Set " + id + " is not loaded; use adapters that run inside the node"));
                return true;
            }
        }
        return false;
    }

    private AdapterSetDescriptor.Metadata metadata(ConfElement element) {
        values.known(element, union(CODE_ELEMENTS, "authentication_pool", "messages_pool", "mpn_pool",
                "sequentialize_table_notifications", "support_TLCP26_subscriptions", "support_LiteralBased_subscriptions"));
        AdapterSetDescriptor.Code code = code(element);
        if (MONITOR.equals(code.className())) {
            values.problem(element, "MONITOR is no Metadata Adapter; name a class");
        }
        if (pool(element, "mpn_pool") != null) {
            values.warning(values.child(element, "mpn_pool"), "has no effect: mobile push is outside this server, such requests are refused");
        }
        return new AdapterSetDescriptor.Metadata(code, asyncPool(element, "authentication_pool"),
                asyncPool(element, "messages_pool"), values.flag(element, "sequentialize_table_notifications", false));
    }

    private AdapterSetDescriptor.Data data(ConfElement element) {
        values.known(element, union(CODE_ELEMENTS, "data_adapter_pool"));
        String name = values.attribute(element, "name");
        AdapterSetDescriptor.Code code = code(element);
        return new AdapterSetDescriptor.Data(name == null ? "DEFAULT" : name, code, pool(element, "data_adapter_pool"));
    }

    private AdapterSetDescriptor.Code code(ConfElement element) {
        String className = values.text(element, "adapter_class");
        String installDir = values.text(element, "install_dir");
        if (className == null) {
            values.problem(element, "has no adapter_class; name the class of the adapter");
        }
        AdapterSetDescriptor.Loading loading = loading(element, installDir);
        if (!values.flag(element, "exit_on_failure", true)) {
            values.warning(element, "exit_on_failure=N has no effect: the node stops when an adapter declares itself broken");
        }
        Map<String, String> params = new LinkedHashMap<>();
        for (ConfElement child : element.children()) {
            if (child.name().equals("param")) {
                param(child, params);
            }
        }
        return new AdapterSetDescriptor.Code(element.where(), className, installDir, loading, params);
    }

    private AdapterSetDescriptor.Loading loading(ConfElement element, String installDir) {
        String text = values.text(element, "classloader");
        if (text == null || text.equals("common")) {
            return AdapterSetDescriptor.Loading.COMMON;
        }
        if (text.equals("log-enabled")) {
            return AdapterSetDescriptor.Loading.LOG_ENABLED;
        }
        if (!text.equals("dedicated")) {
            values.wrong(values.child(element, "classloader"), "is none of common, dedicated, log-enabled; write one of them");
        } else if (installDir == null) {
            values.problem(element, "classloader=dedicated needs an install_dir with the adapter's own lib or classes; name it");
        }
        return AdapterSetDescriptor.Loading.DEDICATED;
    }

    private void param(ConfElement element, Map<String, String> params) {
        String name = values.attribute(element, "name");
        String value = values.value(element);
        if (name == null) {
            values.problem(element, "has no name; give it one");
        } else if (value != null && params.putIfAbsent(name, value) != null) {
            values.problem(element, "param " + name + " stands twice; remove one");
        }
    }

    private WorkPool.Size pool(ConfElement parent, String name) {
        ConfElement pool = values.child(parent, name);
        if (pool == null) {
            return null;
        }
        values.known(pool, Set.of("max_size", "max_free"));
        int maxSize = values.number(pool, "max_size", -1);
        int maxFree = values.number(pool, "max_free", -1);
        if (maxSize < 0 || maxFree < 0) {
            values.problem(pool, "needs both max_size and max_free, zero or above");
            return null;
        }
        return size(pool, WorkPool.Size.of(maxSize, maxFree));
    }

    private WorkPool.Size asyncPool(ConfElement parent, String name) {
        ConfElement pool = values.child(parent, name);
        if (pool == null) {
            return null;
        }
        values.known(pool, Set.of("max_size", "max_free", "max_pending_requests", "max_pending_remote_requests", "max_queue"));
        int maxSize = values.number(pool, "max_size", 1);
        return size(pool, new WorkPool.Size(maxSize, values.number(pool, "max_free", maxSize == 0 ? -1 : 1),
                Math.max(0, values.number(pool, "max_pending_requests", 0)), values.number(pool, "max_queue", -1)));
    }

    private WorkPool.Size size(ConfElement pool, WorkPool.Size size) {
        if (size.maxSize() < 0) {
            values.problem(pool, "max_size=" + size.maxSize() + " is below zero; raise it");
        } else if (size.maxFree() < 0) {
            values.problem(pool, "needs max_free, since max_size is 0; add it");
        } else if (size.maxSize() > 0 && size.maxFree() > size.maxSize()) {
            values.problem(pool, "max_free=" + size.maxFree() + " > max_size=" + size.maxSize()
                    + "; lower max_free");
        }
        return size;
    }

    private static Set<String> union(Set<String> names, String... more) {
        Set<String> all = new HashSet<>(names);
        all.addAll(List.of(more));
        return all;
    }
}
