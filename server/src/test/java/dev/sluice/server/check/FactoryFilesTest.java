package dev.sluice.server.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files in the shape of the vendor's of each generation: every element there, most of them in comments, the children of a
 * commented {@code https_server} left right below the root. They are accepted as they are, and what is said of them is exact.
 */
class FactoryFilesTest {
    private static final Path FOLDER = Path.of("src/test/resources/dev/sluice/server/check/factory");

    @TempDir
    Path root;

    @ParameterizedTest
    @ValueSource(strings = {"7.0", "7.1", "7.2", "7.3", "7.4"})
    void shapesOfAllGenerationsGiveHintsOnly(String generation) throws IOException {
        NodeFolder.layOut(root);
        Path file = Files.copy(FOLDER.resolve("shape-" + generation + ".xml"), root.resolve("conf/factory.xml"));
        Files.copy(FOLDER.resolve("lightstreamer_edition_conf.xml"), root.resolve("conf/lightstreamer_edition_conf.xml"));

        CheckReport report = ConfigCheck.run(List.of(file), List.of(), new ConfigCheck.Options(true, false, Instant.now()));

        assertThat(report.text().replace(root.resolve("conf") + "/", "") + "exit code " + report.exitCode() + "\n")
                .isEqualTo(Files.readString(FOLDER.resolve("shape-" + generation + ".findings")));
        assertThat(report.exitCode()).isZero();
    }
}
