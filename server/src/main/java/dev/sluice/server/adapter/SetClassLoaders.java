package dev.sluice.server.adapter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The class loaders of one adapter set; sets see of each other only what is in the shared directory. */
final class SetClassLoaders {

    private final AdapterSetDescriptor descriptor;
    private final ClassLoader shared;
    private final Set<Path> commonDirectories = new LinkedHashSet<>();
    private final ClassLoader common;

    /** @param shared the loader all sets have in common, see {@link #shared} */
    SetClassLoaders(AdapterSetDescriptor descriptor, ClassLoader shared) {
        this.descriptor = descriptor;
        this.shared = shared;
        commonDirectories.add(descriptor.directory());
        addCommon(descriptor.metadata().code());
        descriptor.data().forEach(data -> addCommon(data.code()));
        List<URL> urls = new ArrayList<>();
        commonDirectories.forEach(directory -> urls.addAll(code(directory)));
        this.common = AdapterClassLoader.of("adapter set " + descriptor.id(), urls, shared);
    }

    /** The loader of {@code <shared_dir>}, child of the API. */
    static ClassLoader shared(Path sharedDir) {
        return AdapterClassLoader.of("shared", code(sharedDir), AdapterClassLoader.api());
    }

    /** The loader of the set. */
    ClassLoader common() {
        return common;
    }

    /** The folders whose lib and classes the loader of the set reads, in order. */
    Set<Path> commonDirectories() {
        return commonDirectories;
    }

    /** The loader of one adapter. @param adapter its name, for the loader's */
    ClassLoader of(String adapter, AdapterSetDescriptor.Code code) {
        String name = "adapter " + descriptor.id() + "." + adapter;
        return switch (code.loading()) {
            case COMMON -> common;
            case DEDICATED -> AdapterClassLoader.of(name, code(installDir(code)), common);
            case LOG_ENABLED -> AdapterClassLoader.logEnabled(name, code(installDir(code)), shared);
        };
    }

    /** The folder an adapter is told as its configuration directory. */
    Path installDir(AdapterSetDescriptor.Code code) {
        return code.installDir() == null ? descriptor.directory() : descriptor.directory().resolve(code.installDir()).normalize();
    }

    private void addCommon(AdapterSetDescriptor.Code code) {
        if (code.loading() == AdapterSetDescriptor.Loading.COMMON && code.installDir() != null) {
            commonDirectories.add(installDir(code));
        }
    }

    /** {@code classes} and the jars of {@code lib}, in the order of their names. */
    private static List<URL> code(Path directory) {
        List<URL> urls = new ArrayList<>();
        Path classes = directory.resolve("classes");
        Path lib = directory.resolve("lib");
        if (Files.isDirectory(classes)) {
            urls.add(url(classes));
        }
        if (Files.isDirectory(lib)) {
            try (Stream<Path> jars = Files.list(lib)) {
                jars.filter(jar -> jar.getFileName().toString().endsWith(".jar")).sorted().forEach(jar -> urls.add(url(jar)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return urls;
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
