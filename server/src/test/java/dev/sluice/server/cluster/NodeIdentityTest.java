package dev.sluice.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import dev.sluice.server.LogLines;
import dev.sluice.server.config.ClusterConfig;
import dev.sluice.server.config.NodeConfig;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeIdentityTest {

    @TempDir
    Path folder;

    @Test
    @Behaviour(13)
    void tagIsKeptAndBootIsNew() throws IOException {
        Path file = folder.resolve("data/node_identity");
        NodeIdentity first = NodeIdentity.load(config(null));
        String kept = Files.readString(file).strip();
        assertThat(kept).isEqualTo(first.tag()).matches("[0-9A-Za-z]{8}");
        Path restarted = folder.resolve("restarted");
        Files.createDirectories(restarted);
        Files.copy(file, restarted.resolve("node_identity"));
        NodeIdentity second = NodeIdentity.load(at(restarted, null));
        assertThat(second.tag()).isEqualTo(first.tag());
        assertThat(second.bootMark()).isNotEqualTo(first.bootMark());
    }

    @Test
    @Behaviour(13)
    void twoNodesOfOneConfigurationDiffer() {
        NodeIdentity one = NodeIdentity.load(at(folder.resolve("one"), null));
        NodeIdentity two = NodeIdentity.load(at(folder.resolve("two"), null));
        assertThat(one.tag()).isNotEqualTo(two.tag());
    }

    @Test
    @Behaviour(13)
    void secondNodeOnTheSameFolderGetsAnotherTagAndAWarning() {
        NodeIdentity one = NodeIdentity.load(config(null));
        try (LogLines log = LogLines.of("LightstreamerLogger.init")) {
            NodeIdentity two = NodeIdentity.load(config(null));
            assertThat(two.tag()).isNotEqualTo(one.tag());
            assertThat(log.at(Level.WARN)).singleElement().asString().contains("in use by another node", "data_dir");
        }
    }

    @Test
    @Behaviour(13)
    void unwritableFolderMeansANewTagPerBootAndOneWarning() throws IOException {
        Path blocked = Files.writeString(folder.resolve("plain-file"), "");
        try (LogLines log = LogLines.of("LightstreamerLogger.init")) {
            NodeIdentity one = NodeIdentity.load(at(blocked, null));
            assertThat(log.at(Level.WARN)).singleElement().asString().contains(one.tag(), "make data_dir writable");
            assertThat(NodeIdentity.load(at(blocked, null)).tag()).isNotEqualTo(one.tag());
        }
    }

    @Test
    @Behaviour(13)
    void damagedFileIsReplacedWithAWarning() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        try (RandomAccessFile big = new RandomAccessFile(data.resolve("node_identity").toFile(), "rw")) {
            big.setLength(100_000);
        }
        try (LogLines log = LogLines.of("LightstreamerLogger.init")) {
            NodeIdentity one = NodeIdentity.load(config(null));
            assertThat(log.at(Level.WARN)).singleElement().asString().contains("does not hold a node tag");
            assertThat(Files.readString(data.resolve("node_identity")).strip()).isEqualTo(one.tag());
        }
    }

    @Test
    @Behaviour(13)
    void configuredTagIsTakenAndNothingIsWritten() {
        assertThat(NodeIdentity.load(config("eu1")).tag()).isEqualTo("eu1");
        assertThat(folder.resolve("data")).doesNotExist();
        assertThatThrownBy(() -> NodeIdentity.load(config("eu-1"))).hasMessageContaining("node_tag");
    }

    private ClusterConfig config(String tag) {
        return at(folder.resolve("data"), tag);
    }

    private ClusterConfig at(Path dataDir, String tag) {
        return NodeConfig.defaults(folder, settings -> {
            settings.sluice.dataDir = dataDir.toString();
            settings.sluice.nodeTag = tag;
        }).cluster();
    }
}
