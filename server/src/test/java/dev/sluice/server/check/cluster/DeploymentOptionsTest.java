package dev.sluice.server.check.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.check.CheckReport;
import dev.sluice.server.check.ConfigCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing but hints is said about the files of each deployment option, with either balancer. */
class DeploymentOptionsTest {
    private static final Path OPTIONS = Path.of("..", "conf", "clustering");

    @TempDir
    Path folder;

    static Stream<String> options() throws Exception {
        try (Stream<Path> folders = Files.list(OPTIONS)) {
            return folders.map(option -> option.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("options")
    void filesOfAnOptionHaveNoFault(String option) throws Exception {
        ClusterFolder cluster = ClusterFolder.copy(OPTIONS.resolve(option), folder.resolve(option));

        assertThat(cluster.nodes()).hasSize(2);
        assertThat(cluster.balancers()).isNotEmpty();
        for (Path balancer : cluster.balancers()) {
            CheckReport report = ConfigCheck.run(cluster.nodes(), List.of(balancer), new ConfigCheck.Options(true, false, Instant.now()));

            assertThat(report.exitCode()).as(report.text()).isZero();
            assertThat(report.text()).doesNotContain("not understood");
        }
    }
}
