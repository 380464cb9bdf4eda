package dev.sluice.tests.kit;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where things are in the source tree, seen from the directory the tests run in. */
public final class Layout {

    private static final Path MODULE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();

    private Layout() {
    }

    /** Root of the tree. */
    public static Path root() {
        return MODULE.getParent();
    }

    /** The module's output directory. */
    public static Path target() {
        return MODULE.resolve("target");
    }

    /** Sources of the tests themselves. */
    public static Path testSources() {
        return MODULE.resolve("src/test/java");
    }

    /** Compiled tests. */
    public static Path testClasses() {
        return target().resolve("test-classes");
    }

    /** The Node and browser scripts. */
    public static Path javascript() {
        return MODULE.resolve("src/test/js");
    }

    /** Sources and descriptor of an adapter set of the tests. */
    public static Path adapterSources(String set) {
        return MODULE.resolve("src/test/adapters").resolve(set);
    }

    /** Class path of the packaged node. */
    public static String nodeClassPath() {
        Path jar = root().resolve("server/target/sluice-server.jar");
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("the node is not packaged: run mvn package (" + jar + " is missing)");
        }
        return jar + File.pathSeparator + root().resolve("server/target/lib") + File.separator + "*";
    }

    /** The {@code java} of the running JVM. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
