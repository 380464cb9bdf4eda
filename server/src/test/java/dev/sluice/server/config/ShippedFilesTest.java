package dev.sluice.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippedFilesTest {
    @TempDir
    Path root;

    @Test
    void shippedFileHasNoProblem() throws IOException {
        ConfigReader.Result result = new ConfigReader().withVariables(name -> null, name -> null).read(ConfigFiles.shipped(root));

        assertThat(result.problems()).isEmpty();
        assertThat(result.config()).isNotNull();
    }

    @Test
    void shippedFileSaysWhatTheDefaultsOfTestsSay() throws IOException {
        Path file = ConfigFiles.shipped(root);
        NodeConfig shipped = new ConfigReader().withVariables(name -> null, name -> null).read(file).config();

        NodeConfig defaults = NodeConfig.defaults(file.getParent(), s -> {
            s.envPrefix = "env.";
            s.websocket.maxClosingWaitMillis = 5_000L;
            s.asyncProcessingThresholdMillis = 10_000;
            s.subscriptionTimeoutMillis = null;
            s.serverPoolMaxSize = 1_000;
            s.serverPoolMaxFree = 10;
        });
        assertThat(shipped).usingRecursiveComparison().ignoringFields("file", "sockets").isEqualTo(defaults);
        assertThat(shipped.sockets()).hasSize(1);
        SocketConfig socket = shipped.sockets().get(0);
        assertThat(socket.name()).isEqualTo("Sluice HTTP Server");
        assertThat(socket.responseHeaders()).containsExactly(new SocketConfig.ResponseHeader("x-accel-buffering", "no"));
        assertThat(socket.line()).isGreaterThan(20);
    }
}
