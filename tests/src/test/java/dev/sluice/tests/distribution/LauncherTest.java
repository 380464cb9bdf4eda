package dev.sluice.tests.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Layout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
    private static final Path SLUICE = Layout.root().resolve("sluice");

    @Test
    void helpListsEveryCommand() throws Exception {
        var help = Script.run(Map.of(), SLUICE, "--help");

        assertThat(help.code()).isZero();
        assertThat(help.out().lines().map(line -> line.strip().split(" ")[0]))
                .contains("run", "check", "explain", "stop", "test", "bench", "version");
    }

    @Test
    void unknownCommandGetsOneLine() throws Exception {
        var refused = Script.run(Map.of(), SLUICE, "walk");

        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err().lines()).hasSize(1).first().asString().contains("unknown command 'walk'", "--help");
    }

    @Test
    void javaHomeThatLeadsNowhereGetsOneLine(@TempDir Path nowhere) throws Exception {
        var refused = Script.run(Map.of("JAVA_HOME", nowhere.toString()), SLUICE, "version");

        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err().lines()).hasSize(1).first().asString().contains("JAVA_HOME", nowhere.toString());
    }

    @Test
    void oldJavaGetsOneLine(@TempDir Path home) throws Exception {
        var java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();

        var refused = Script.run(Map.of("JAVA_HOME", home.toString()), SLUICE, "version");

        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err().lines()).hasSize(1).first().asString().contains("is Java 11", "needs 17");
    }
}
