package dev.sluice.server.adapter;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;

/**
 * A class loader for adapters: parent first, and beyond that a few named packages of the node, so that nothing else of the
 * node's libraries gets in the way of those the adapters bring along.
 */
final class AdapterClassLoader extends URLClassLoader {

    /** The packages every adapter shares with the node. */
    private static final List<String> API = List.of("com.lightstreamer.interfaces.", "com.lightstreamer.adapters.metadata.",
            "dev.sluice.adapters.", "javax.annotation.");
    private static final List<String> LOG = List.of("org.slf4j.");

    static {
        registerAsParallelCapable();
    }

    private final List<String> shown;

    private AdapterClassLoader(String name, List<URL> urls, ClassLoader parent, List<String> shown) {
        super(name, urls.toArray(new URL[0]), parent);
        this.shown = shown;
    }

    /** The root of all: the platform and the API. */
    static AdapterClassLoader api() {
        return new AdapterClassLoader("adapter API", List.of(), ClassLoader.getPlatformClassLoader(), API);
    }

    /** Adds classes to a parent. */
    static AdapterClassLoader of(String name, List<URL> urls, ClassLoader parent) {
        return new AdapterClassLoader(name, urls, parent, List.of());
    }

    /** Adds classes to a parent, and the node's SLF4J. */
    static AdapterClassLoader logEnabled(String name, List<URL> urls, ClassLoader parent) {
        return new AdapterClassLoader(name, urls, parent, LOG);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        for (String packages : shown) {
            if (name.startsWith(packages)) {
                try {
                    return AdapterClassLoader.class.getClassLoader().loadClass(name);
                } catch (ClassNotFoundException e) {
                    // adapters have classes in the vendor's packages too
                    break;
                }
            }
        }
        return super.loadClass(name, resolve);
    }
}
