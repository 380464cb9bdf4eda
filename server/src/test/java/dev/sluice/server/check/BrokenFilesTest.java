package dev.sluice.server.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each file of the folder {@code broken} is checked against the findings written beside it.
 */
class BrokenFilesTest {
    private static final Path FOLDER = Path.of("src/test/resources/dev/sluice/server/check/broken");

    static Stream<String> files() throws IOException {
        return Files.list(FOLDER).map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".xml") && !name.equals("log.xml"))
                .map(name -> name.substring(0, name.length() - 4)).sorted();
    }

    @ParameterizedTest
    @MethodSource("files")
    void findingsAreExact(String name) throws IOException {
        CheckReport report = ConfigCheck.run(List.of(FOLDER.resolve(name + ".xml")), List.of(),
                new ConfigCheck.Options(false, false, Instant.now()));

        String findings = report.text().replace(FOLDER.toAbsolutePath() + "/", "").replace(FOLDER + "/", "");
        assertThat(findings + "exit code " + report.exitCode() + "\n").isEqualTo(Files.readString(FOLDER.resolve(name + ".findings")));
    }
}
