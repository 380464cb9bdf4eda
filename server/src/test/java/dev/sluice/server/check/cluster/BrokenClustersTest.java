package dev.sluice.server.check.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.check.ConfigCheck;
import dev.sluice.server.config.ConfigProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each cluster of the folder {@code broken} is checked against the findings written in its {@code findings.txt}. */
class BrokenClustersTest {
    private static final Path FOLDER = Path.of("src/test/resources/dev/sluice/server/check/cluster/broken");

    @TempDir
    Path copies;

    static List<String> clusters() throws Exception {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
        }
    }

    private List<ConfigProblem> check(String name) throws Exception {
        ClusterFolder cluster = ClusterFolder.copy(FOLDER.resolve(name), copies.resolve(name));
        return ConfigCheck.run(cluster.nodes(), cluster.balancers(), new ConfigCheck.Options(false, false, Instant.now())).findings();
    }

    @ParameterizedTest
    @MethodSource("clusters")
    void findingsAreExact(String name) throws Exception {
        String findings = check(name).stream().filter(problem -> !problem.reason().contains("has no effect yet"))
                .map(problem -> problem.toString().replace(copies + "/" + name + "/", "").replace("lightstreamer_conf.xml", "conf.xml") + "\n")
                .collect(Collectors.joining());

        assertThat(findings).isEqualTo(Files.readString(FOLDER.resolve(name).resolve("findings.txt")));
    }

    @Test
    void sectionsOfTheGuideExist() throws Exception {
        Set<String> headings = Files.readString(Path.of("..", "docs", "clustering.md")).lines().filter(line -> line.matches("##+ .*"))
                .map(line -> line.replaceFirst("^#+ ", "").replaceFirst(":.*", "")).collect(Collectors.toSet());
        Set<String> named = new TreeSet<>();
        for (String name : clusters()) {
            check(name).forEach(problem -> named.add(problem.guide()));
        }
        named.remove("");

        assertThat(named).hasSizeGreaterThan(8);
        assertThat(headings).containsAll(named);
    }
}
