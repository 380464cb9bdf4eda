package dev.sluice.server.check;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The folders of a node as tests lay them out: the shipped files and one adapter set that could start. */
public final class NodeFolder {
    static final String METADATA = "com.lightstreamer.adapters.metadata.LiteralBasedProvider";
    private static final String ADAPTERS = """
            <adapters_conf id="%s">
              <metadata_provider><adapter_class>%s</adapter_class></metadata_provider>
              <data_provider><adapter_class>%s</adapter_class></data_provider>
            </adapters_conf>
            """;

    private NodeFolder() {
    }

    /** Writes everything below a folder. */
    public static void layOut(Path root) throws IOException {
        for (String folder : List.of("conf", "pages", "adapters")) {
            Files.createDirectories(root.resolve(folder));
        }
        try (var files = Files.list(Path.of("..", "conf"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, root.resolve("conf").resolve(file.getFileName()));
            }
        }
        set(root, "one", "ONE", METADATA, SampleFeed.class.getName());
        code(root.resolve("adapters/one"), SampleFeed.class);
    }

    /** An adapter set without its code. */
    static Path set(Path root, String folder, String id, String metadataClass, String dataClass) throws IOException {
        Path file = Files.createDirectories(root.resolve("adapters").resolve(folder)).resolve("adapters.xml");
        return Files.writeString(file, ADAPTERS.formatted(id, metadataClass, dataClass));
    }

    /** Puts a class of the tests into the folder {@code classes}. */
    static void code(Path folder, Class<?> type) throws IOException {
        String name = type.getName().replace('.', '/') + ".class";
        Path file = folder.resolve("classes").resolve(name);
        Files.createDirectories(file.getParent());
        try (InputStream in = type.getClassLoader().getResourceAsStream(name)) {
            Files.copy(in, file);
        }
    }
}
