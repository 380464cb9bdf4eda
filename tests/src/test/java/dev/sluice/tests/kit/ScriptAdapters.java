package dev.sluice.tests.kit;

import com.lightstreamer.interfaces.data.DataProvider;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Compiles the scripted adapter set by hand against the published adapter API, as an adapter author would. Once per JVM. */
final class ScriptAdapters {

    private static Path classes;

    private ScriptAdapters() {
    }

    /** Folder with the classes. */
    static synchronized Path compiled() throws IOException {
        if (classes == null) {
            Path target = Layout.target().resolve("script-adapters-" + ProcessHandle.current().pid());
            Files.createDirectories(target);
            compile(target);
            classes = target;
        }
        return classes;
    }

    private static void compile(Path target) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--release", "17", "-Xlint:-options", "-nowarn",
                "-cp", adapterApi().toString(), "-d", target.toString()));
        try (Stream<Path> sources = Files.walk(Layout.scriptAdapterSources())) {
            sources.filter(file -> file.toString().endsWith(".java")).map(Path::toString).forEach(arguments::add);
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int result = compiler.run(null, null, null, arguments.toArray(String[]::new));
        if (result != 0) {
            throw new IllegalStateException("the scripted adapter set does not compile");
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
