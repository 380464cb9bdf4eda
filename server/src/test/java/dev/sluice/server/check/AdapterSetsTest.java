package dev.sluice.server.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes of adapters are looked for where the node would look, and none of their code runs. */
class AdapterSetsTest {
    @TempDir
    Path root;

    @BeforeEach
    void layOutNode() throws IOException {
        NodeFolder.layOut(root);
    }

    private String check() {
        CheckReport report = ConfigCheck.run(List.of(root.resolve("conf/lightstreamer_conf.xml")), List.of(),
                new ConfigCheck.Options(false, false, Instant.now()));
        return report.exitCode() + " " + report.text().replace(root + "/", "").strip();
    }

    @Test
    void classesAreFoundAndNotInitialised() {
        System.clearProperty(SampleFeed.TRACE);

        assertThat(check()).isEqualTo("0 Nothing is wrong");
        assertThat(System.getProperty(SampleFeed.TRACE)).isNull();
    }

    @Test
    void missingClassesAreErrorsThatNameTheFolders() throws IOException {
        NodeFolder.set(root, "two", "TWO", "no.such.Metadata", SampleFeed.class.getName());

        assertThat(check()).isEqualTo("""
                2 ERROR adapters/two/adapters.xml:2:22: metadata_provider: class no.such.Metadata was not found in adapters/two/{lib,classes}, \
                shared/{lib,classes}; put its jar into one of them or correct adapter_class
                ERROR adapters/two/adapters.xml:3:18: data_provider: class %s was not found in adapters/two/{lib,classes}, \
                shared/{lib,classes}; put its jar into one of them or correct adapter_class""".formatted(SampleFeed.class.getName()));
        NodeFolder.code(root.resolve("shared"), SampleFeed.class);
        assertThat(check()).contains("no.such.Metadata").doesNotContain(": data_provider");
    }

    @Test
    void classesHaveTheRightKind() throws IOException {
        NodeFolder.set(root, "two", "TWO", SampleFeed.class.getName(), "java.util.AbstractList");
        NodeFolder.code(root.resolve("adapters/two"), SampleFeed.class);

        assertThat(check()).contains("metadata_provider: class " + SampleFeed.class.getName() + " is no MetadataProvider; correct adapter_class")
                .contains("data_provider: class java.util.AbstractList is no DataProvider; correct adapter_class");
    }

    @Test
    void installFoldersExistAndHoldSomething() throws IOException {
        Path file = NodeFolder.set(root, "two", "TWO", NodeFolder.METADATA, SampleFeed.class.getName());
        Files.writeString(file, Files.readString(file).replace("<data_provider>", "<data_provider><install_dir>feed</install_dir>"
                + "<classloader>dedicated</classloader>"));

        assertThat(check()).startsWith("2 ERROR adapters/two/adapters.xml:3:18: data_provider: its install_dir adapters/two/feed does not exist;");
        Files.createDirectories(root.resolve("adapters/two/feed"));
        assertThat(check()).contains("WARN adapters/two/adapters.xml:3:18: data_provider: has a class loader of its own with nothing in it: ")
                .contains("was not found in adapters/two/feed/{lib,classes}, adapters/two/{lib,classes}, shared/{lib,classes};");
        NodeFolder.code(root.resolve("adapters/two/feed"), SampleFeed.class);
        assertThat(check()).isEqualTo("0 Nothing is wrong");
    }

    @Test
    void reservedIdsAreErrors() throws IOException {
        NodeFolder.set(root, "two", "MONITOR", NodeFolder.METADATA, "example.Data");

        assertThat(check()).startsWith("2 ERROR").contains("the id MONITOR is reserved; give the Adapter Set another one");
    }
}
