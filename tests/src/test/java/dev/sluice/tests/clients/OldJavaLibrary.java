package dev.sluice.tests.clients;

import dev.sluice.tests.kit.Layout;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * The Java client of the generation before, whose classes have the names of today's: its jars, and {@link JavaClient} with its
 * listeners compiled once more against them, in a class loader that does not ask its parent for those.
 */
final class OldJavaLibrary extends URLClassLoader {

    private static final String DRIVER = JavaClient.class.getPackageName() + ".Java";
    private static final List<String> OWN = List.of("com.lightstreamer.", "io.netty.", DRIVER);
    private static OldJavaLibrary shared;

    private OldJavaLibrary(URL[] path) {
        super("old-java-client", path, OldJavaLibrary.class.getClassLoader());
    }

    /** The library, loaded at first use. */
    static synchronized OldJavaLibrary shared() throws IOException {
        if (shared == null) {
            Path folder = Layout.target().resolve("old-java-client");
            List<Path> path = new ArrayList<>(files(folder, ".jar"));
            path.add(0, compiled(path));
            shared = new OldJavaLibrary(path.stream().map(OldJavaLibrary::url).toArray(URL[]::new));
        }
        return shared;
    }

    /** A client of this library. */
    TestClient open(ClientLog log) {
        try {
            return new OldJavaClient((TestClient) loadClass(JavaClient.class.getName()).getConstructor(ClientLog.class).newInstance(log));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the old Java client does not load", e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (OWN.stream().noneMatch(name::startsWith)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
        }
    }

    private static Path compiled(List<Path> jars) throws IOException {
        Path classes = Layout.target().resolve("old-java-client-driver-" + ProcessHandle.current().pid());
        Files.createDirectories(classes);
        String path = Stream.concat(jars.stream(), Stream.of(Layout.testClasses())).map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        List<String> arguments = new ArrayList<>(List.of("--release", "17", "-nowarn", "-implicit:none", "-cp", path,
                "-d", classes.toString()));
        files(Layout.testSources().resolve(DRIVER.substring(0, DRIVER.lastIndexOf('.')).replace('.', '/')), ".java").stream()
                .filter(file -> file.getFileName().toString().startsWith("Java")).map(Path::toString).forEach(arguments::add);
        if (ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)) != 0) {
            throw new IllegalStateException("the driver of the Java clients does not compile against the old one");
        }
        return classes;
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
