package dev.sluice.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings of our own can be given on the command line, for those who cannot change the file. */
class OwnPropertiesTest {

    @TempDir
    Path dir;

    @Test
    void propertiesFillInABlockTheFileDoesNotHave() throws IOException {
        ConfigReader.Result result = read("", Map.of("replacement_window_millis", "61000", "drain_per_second", "2.5",
                "refuse_websocket_on_create_only", "y", "data_dir", "/elsewhere"));
        ClusterConfig cluster = result.config().cluster();
        assertThat(cluster.replacementWindowMillis()).isEqualTo(61_000);
        assertThat(cluster.drainPerSecond()).isEqualTo(2.5);
        assertThat(cluster.refuseWebSocketOnCreateOnly()).isTrue();
        assertThat(cluster.dataDir()).isEqualTo(Path.of("/elsewhere"));
        assertThat(result.effective()).containsEntry("sluice.replacement_window_millis", "61000");
    }

    @Test
    void propertyWinsOverTheFileUnlessItIsBlank() throws IOException {
        String file = "<sluice><replacement_window_millis>70000</replacement_window_millis><node_tag>file</node_tag></sluice>";
        ClusterConfig cluster = read(file, Map.of("replacement_window_millis", "80000", "node_tag", " ")).config().cluster();
        assertThat(cluster.replacementWindowMillis()).isEqualTo(80_000);
        assertThat(cluster.nodeTag()).isEqualTo("file");
    }

    @Test
    void wrongPropertiesAreToldAsSuch() throws IOException {
        assertThat(ConfigFiles.findings(read("", Map.of("replacement_window_millis", "1 minute", "node_tag", "a-b",
                "drain_grace_milis", "1")))).isEqualToIgnoringNewLines("""
                WARN  -Dsluice.drain_grace_milis: is not a known element, ignored; did you mean drain_grace_millis?
                ERROR  -Dsluice.node_tag: a-b: is not a tag of 1 to 16 letters and digits; shorten it, or leave it out for one that is \
                random and kept
                ERROR  -Dsluice.replacement_window_millis: 1 minute: is not a whole number; give a number of 0 or more, digits only, \
                or leave it out for 60000
                """);
    }

    @Test
    void propertiesOfOthersAreNoSettings() {
        Properties all = new Properties();
        all.setProperty("sluice.tests.partners", "true");
        all.setProperty("sluice.event_loops", "2");
        all.setProperty("sluice.node_tag", "a");
        all.setProperty("sluice.", "b");
        assertThat(OwnProperties.of(all)).containsExactly(Map.entry("node_tag", "a"));
    }

    @Test
    void replacementWindowIsNeverShorterThanSessionsSurvive() throws IOException {
        assertThat(read("<session_recovery_millis>13000</session_recovery_millis>", Map.of("replacement_window_millis", "5"))
                .config().cluster().replacementWindowMillis()).isEqualTo(23_000);
    }

    private ConfigReader.Result read(String more, Map<String, String> own) throws IOException {
        Files.writeString(dir.resolve("log.xml"), "<configuration/>");
        Path file = Files.writeString(dir.resolve("conf.xml"), ConfigFiles.minimal(more));
        return new ConfigReader().withVariables(name -> null, name -> null).withOwn(new TreeMap<>(own)).read(file);
    }
}
