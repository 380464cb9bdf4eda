package dev.sluice.server.adapter;

import com.lightstreamer.interfaces.data.DataProvider;
import com.lightstreamer.interfaces.metadata.MetadataProvider;
import dev.sluice.server.config.ConfigProblem;
import dev.sluice.server.config.ConfigProblem.Severity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks for the classes of adapters where the node would, in class loaders of the same make. Classes are loaded and not
 * initialised: no code of an adapter runs.
 */
public final class AdapterClasses {

    private final List<ConfigProblem> problems = new ArrayList<>();
    private final Path sharedDir;
    private final ClassLoader shared;
    private final Set<ClassLoader> loaders = new LinkedHashSet<>();

    private AdapterClasses(Path sharedDir) {
        this.sharedDir = sharedDir;
        this.shared = SetClassLoaders.shared(sharedDir);
        loaders.add(shared);
    }

    /** What would keep the adapters of these sets from being created. */
    public static List<ConfigProblem> check(List<AdapterSetDescriptor> sets, Path sharedDir) {
        AdapterClasses classes = new AdapterClasses(sharedDir);
        try {
            sets.forEach(classes::set);
        } finally {
            classes.close();
        }
        return List.copyOf(classes.problems);
    }

    private void set(AdapterSetDescriptor set) {
        SetClassLoaders own = new SetClassLoaders(set, shared);
        loaders.add(own.common());
        adapter(own, "metadata", set.metadata().code(), MetadataProvider.class);
        set.data().forEach(data -> adapter(own, data.name(), data.code(), DataProvider.class));
    }

    private void adapter(SetClassLoaders own, String name, AdapterSetDescriptor.Code code, Class<?> type) {
        Path installDir = own.installDir(code);
        if (!Files.isDirectory(installDir)) {
            error(code, "its install_dir " + installDir + " does not exist; create it or correct install_dir");
            return;
        }
        if (code.loading() != AdapterSetDescriptor.Loading.COMMON
                && !Files.isDirectory(installDir.resolve("lib")) && !Files.isDirectory(installDir.resolve("classes"))) {
            problems.add(code.where().finding(Severity.WARN, "", "has a class loader of its own with nothing in it: " + installDir
                    + " holds neither lib nor classes; put its code there, or use classloader common"));
        }
        if (code.className() != null) {
            ClassLoader loader = own.of(name, code);
            loaders.add(loader);
            find(own, code, loader, type);
        }
    }

    private void find(SetClassLoaders own, AdapterSetDescriptor.Code code, ClassLoader loader, Class<?> type) {
        try {
            Class<?> found = Class.forName(code.className(), false, loader);
            if (!type.isAssignableFrom(found)) {
                error(code, "class " + code.className() + " is no " + type.getSimpleName() + "; correct adapter_class");
            } else if (Modifier.isAbstract(found.getModifiers())) {
                error(code, "class " + code.className() + " is abstract; name a class that is not");
            } else if (!Modifier.isPublic(found.getModifiers()) || !Modifier.isPublic(found.getConstructor().getModifiers())) {
                error(code, unusable(code));
            }
        } catch (NoSuchMethodException e) {
            error(code, unusable(code));
        } catch (ClassNotFoundException | LinkageError e) {
            boolean itself = e instanceof ClassNotFoundException && code.className().equals(e.getMessage());
            error(code, itself ? "class " + code.className() + " was not found in " + folders(own, code)
                    + "; put its jar into one of them or correct adapter_class"
                    : "class " + code.className() + " cannot be loaded: " + e.getMessage() + " is missing or does not fit, looked for in "
                    + folders(own, code) + "; put the library it needs there");
        }
    }

    private static String unusable(AdapterSetDescriptor.Code code) {
        return "class " + code.className() + " is not public with a public constructor without arguments; make it so";
    }

    private String folders(SetClassLoaders own, AdapterSetDescriptor.Code code) {
        Set<Path> directories = new LinkedHashSet<>();
        if (code.loading() != AdapterSetDescriptor.Loading.COMMON) {
            directories.add(own.installDir(code));
        }
        if (code.loading() != AdapterSetDescriptor.Loading.LOG_ENABLED) {
            directories.addAll(own.commonDirectories());
        }
        directories.add(sharedDir);
        return directories.stream().map(folder -> folder + "/{lib,classes}").collect(Collectors.joining(", "));
    }

    private void error(AdapterSetDescriptor.Code code, String text) {
        problems.add(code.where().finding(Severity.ERROR, "", text));
    }

    private void close() {
        for (ClassLoader loader : loaders) {
            if (loader instanceof URLClassLoader files) {
                try {
                    files.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
