package dev.sluice.tests.kit;

import com.lightstreamer.interfaces.data.DataProvider;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Compiles the adapter sets of the tests by hand against the published adapter API, as an adapter author would. Once per JVM. */
public final class CompiledAdapters {

    private static final Map<String, Path> CLASSES = new HashMap<>();

    private CompiledAdapters() {
    }

    /** Folder with the classes of one adapter set. */
    public static synchronized Path of(String set) throws IOException {
        Path classes = CLASSES.get(set);
        if (classes == null) {
            classes = Layout.target().resolve(set + "-adapters-" + ProcessHandle.current().pid());
            Files.createDirectories(classes);
            compile(Layout.adapterSources(set), classes);
            CLASSES.put(set, classes);
        }
        return classes;
    }

    private static void compile(Path from, Path target) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--release", "17", "-Xlint:-options", "-nowarn",
                "-cp", adapterApi().toString(), "-d", target.toString()));
        try (Stream<Path> sources = Files.walk(from)) {
            sources.filter(file -> file.toString().endsWith(".java")).map(Path::toString).forEach(arguments::add);
        }
        arguments.add(Layout.testSources().resolve("dev/sluice/tests/soak/Course.java").toString());
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int result = compiler.run(null, null, null, arguments.toArray(String[]::new));
        if (result != 0) {
            throw new IllegalStateException("the adapter set in " + from + " does not compile");
        }
    }

    private static Path adapterApi() {
        try {
            return Path.of(DataProvider.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
