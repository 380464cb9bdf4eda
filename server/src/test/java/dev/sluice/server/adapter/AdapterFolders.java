package dev.sluice.server.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A directory of adapter sets made by a test: files, and adapters compiled from source against either API. */
final class AdapterFolders {

    private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");
    private static final Pattern TYPE = Pattern.compile("class (\\w+)");
    private static final String JOURNAL = """
            package %s;
            class Journal {
                @SuppressWarnings("unchecked")
                static void note(String line) {
                    ((java.util.Queue<String>) System.getProperties().get("journal")).add(line);
                }
            }
            """;

    private final Path root;

    /** Which API an adapter is built on. */
    enum Api {
        OLD, CURRENT
    }

    AdapterFolders(Path root) throws IOException {
        this.root = root;
        Files.createDirectories(adapters());
    }

    Path adapters() {
        return root.resolve("adapters");
    }

    Path shared() {
        return root.resolve("shared");
    }

    /** Writes an {@code adapters.xml}. */
    Path xml(String folder, String content) throws IOException {
        Path file = Files.createDirectories(adapters().resolve(folder)).resolve("adapters.xml");
        return Files.writeString(file, content);
    }

    /** A set of a metadata adapter class and, when there is one, a data adapter class. */
    void set(String id, String metadataClass, String dataClass) throws IOException {
        xml(id, """
                <adapters_conf id="%s">
                  <metadata_provider><adapter_class>%s</adapter_class></metadata_provider>
                  <data_provider><adapter_class>%s</adapter_class></data_provider>
                </adapters_conf>""".formatted(id, metadataClass, dataClass));
    }

    /** Compiles sources, each beginning with its package, into {@code classes} of a directory; they may use {@code Journal}. */
    void compile(Api api, Path directory, String... sources) throws IOException {
        Path classes = Files.createDirectories(directory.resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        Matcher packages = PACKAGE.matcher(sources[0]);
        assertThat(packages.find()).isTrue();
        Stream<String> all = Stream.concat(Stream.of(sources), Stream.of(JOURNAL.formatted(packages.group(1))));
        List<? extends JavaFileObject> files = all.map(Source::new).toList();
        String path = jar(api) + java.io.File.pathSeparator + classes + java.io.File.pathSeparator
                + shared().resolve("classes");
        boolean done = compiler.getTask(messages, null, null,
                List.of("-d", classes.toString(), "-cp", path, "-nowarn", "-proc:none"), null, files).call();
        assertThat(done).as(messages.toString()).isTrue();
    }

    void compile(Api api, String folder, String... sources) throws IOException {
        compile(api, adapters().resolve(folder), sources);
    }

    AdapterSets load(SessionControl control) {
        return load(AdapterSettings.DEFAULT, control);
    }

    AdapterSets load(AdapterSettings settings, SessionControl control) {
        return AdapterLoader.load(adapters(), shared(), settings, control);
    }

    private static String jar(Api api) {
        if (api == Api.OLD) {
            return Path.of(System.getProperty("basedir", ""), "target", "old-adapter-api", "ls-adapter-inprocess-7.3.0.jar")
                    .toString();
        }
        try {
            return Path.of(com.lightstreamer.interfaces.data.DataProvider.class.getProtectionDomain().getCodeSource()
                    .getLocation().toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String code;

        private Source(String code) {
            super(URI.create("string:///" + name(code) + ".java"), Kind.SOURCE);
            this.code = code;
        }

        private static String name(String code) {
            Matcher type = TYPE.matcher(code);
            assertThat(type.find()).isTrue();
            return type.group(1);
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }
    }
}
