package dev.sluice.server.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortTrialTest {
    @TempDir
    Path root;

    @Test
    void portsAndAddressesAreTriedOnlyWhenAskedFor() throws IOException {
        NodeFolder.layOut(root);
        Path file = root.resolve("conf/lightstreamer_conf.xml");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Files.writeString(file, Files.readString(file)
                    .replace("<port>8080</port>", "<port>" + taken.getLocalPort() + "</port><listening_interface>127.0.0.1</listening_interface>")
                    .replace("</lightstreamer_conf>", "<http_server name='Two'><port>" + taken.getLocalPort()
                            + "</port><listening_interface>192.0.2.1</listening_interface></http_server></lightstreamer_conf>"));

            assertThat(check(file, false)).isEqualTo("0 Nothing is wrong");
            assertThat(check(file, true)).startsWith("1 WARN").contains("http_server[Sluice HTTP Server]/port: " + taken.getLocalPort()
                    + ": the system does not let this machine listen on 127.0.0.1:" + taken.getLocalPort()).contains("in use")
                    .contains("http_server[Two]/port: ").contains("listen on 192.0.2.1:");
        }
    }

    private static String check(Path file, boolean here) {
        CheckReport report = ConfigCheck.run(List.of(file), List.of(), new ConfigCheck.Options(false, here, Instant.now()));
        return report.exitCode() + " " + report.text().strip();
    }
}
