package dev.sluice.tests.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What names of deployment options mean to {@code ./sluice test}. */
class TestCommandTest {

    @Test
    void everyFolderOfAnOptionHasItsTestAndItsSection() throws IOException, ClassNotFoundException {
        String docs = Files.readString(Layout.root().resolve("docs/clustering.md"));
        List<String> options;
        try (Stream<Path> folders = Files.list(Layout.root().resolve("conf/clustering"))) {
            options = folders.map(folder -> folder.getFileName().toString()).toList();
        }
        assertThat(options).hasSizeGreaterThanOrEqualTo(17);
        for (String option : options) {
            assertThat(Class.forName("dev.sluice.tests.cluster." + TestCommand.testOf(option))).isNotNull();
            assertThat(docs.lines()).anyMatch(line -> line.matches("### (.* )?\\Q" + option + "\\E[: ].*"));
        }
    }

    @Test
    void optionWithoutAFolderIsRefusedBeforeAnythingIsBuilt() {
        assertThat(new picocli.CommandLine(new TestCommand()).execute("--option", "9.Z")).isEqualTo(2);
    }
}
