package dev.sluice.tests.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.NodeReads;
import dev.sluice.tests.kit.RawStream;
import dev.sluice.tests.kit.SharedNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The recorder itself, on tests that are run from within this one. */
@ExtendWith(SharedNode.class)
class ProofRecorderTest {

    private static NodeProcess node;

    @TempDir
    private Path folder;

    @BeforeEach
    void know(NodeProcess shared) {
        node = shared;
    }

    private TestExecutionSummary run(Class<?> tests) {
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherFactory.create().execute(LauncherDiscoveryRequestBuilder.request().selectors(selectClass(tests))
                .configurationParameter(ProofRecorder.FOLDER, folder.toString())
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "false").build(),
                new TestExecutionListener[] {summary});
        return summary.getSummary();
    }

    private List<String> records() throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines.stream().map(line -> line.replace("\t", " ").replaceAll(" \\S*\\.", " ")).toList();
    }

    static class Reading {
        private RawStream stream;

        @BeforeEach
        void open() throws IOException {
            stream = RawStream.open(node.port(), "TEST");
        }

        @AfterEach
        void close() throws IOException {
            stream.close();
        }

        @Row("tlcp.ver.http_param")
        @Trap("T70")
        @Test
        void asks() throws IOException {
            RawStream.request(node.port(), "heartbeat", "");
        }

        @Row("tlcp.hb.http")
        @Test
        void asksAndFails() throws IOException {
            RawStream.request(node.port(), "heartbeat", "");
            throw new AssertionError("as it should");
        }

        @Row("tlcp.ws.path")
        @Test
        void readsBeforehandOnly() {
            assertThat(stream.sessionId()).isNotEmpty();
        }

        @Row("tlcp.hb.ws_silent")
        @Test
        void letsAnotherThreadRead() throws Exception {
            NodeReads.Meter meter = NodeReads.meter(node.port());
            Thread reader = new Thread(() -> meter.read(5));
            reader.start();
            reader.join();
        }

        @Row("tlcp.ws.text_only")
        @Test
        void readsFromSomebodyElse() throws Exception {
            try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                Thread server = new Thread(() -> {
                    try (Socket socket = other.accept(); OutputStream out = socket.getOutputStream()) {
                        socket.getInputStream().read();
                        out.write("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nREQOK\r\n".getBytes());
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                });
                server.start();
                assertThat(RawStream.request(other.getLocalPort(), "heartbeat", "")).isEqualTo("REQOK\r\n");
                server.join();
            }
        }
    }

    static class Looking {
        @Setting({"max_sessions", "sendbuf"})
        @Row("tlcp.ver.http_param")
        @Test
        void looksAtTheLog() {
            assertThat(node.log()).isNotEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"request_limit", "server_tokens"})
        void asksFor(@Setting String setting) throws IOException {
            assertThat(setting).isNotEmpty();
            RawStream.request(node.port(), "heartbeat", "");
        }

        @Setting("use_http_11")
        @Test
        void looksAtNothing() {
            assertThat(node).isNotNull();
        }
    }

    static class Unlisted {
        @ParameterizedTest
        @ValueSource(strings = "no_such_setting")
        void claimsWhatIsNotListed(@Setting String setting) {
            assertThat(setting).isNotEmpty();
        }
    }

    static class Unknown {
        @Row("tlcp.no.such_row")
        @Test
        void claimsWhatIsNotListed() {
            // The id alone is what fails.
        }
    }

    @Test
    void onlyTestsThatReadFromANodeAreProofs() throws IOException {
        TestExecutionSummary summary = run(Reading.class);
        assertThat(summary.getTestsFoundCount()).isEqualTo(5);
        assertThat(summary.getFailures()).hasSize(1);
        assertThat(records()).containsExactlyInAnyOrder("tlcp.ver.http_param asks passed 7", "T70 asks passed 7",
                "tlcp.hb.http asksAndFails failed 7", "tlcp.ws.path readsBeforehandOnly passed 0",
                "tlcp.hb.ws_silent letsAnotherThreadRead passed 5", "tlcp.ws.text_only readsFromSomebodyElse passed 0");
    }

    @Test
    void settingsAreProvedByTheLogTooAndByTheArgumentOfATest() throws IOException {
        assertThat(run(Looking.class).getFailures()).isEmpty();
        assertThat(records()).filteredOn(line -> line.endsWith(" 0"))
                .containsExactlyInAnyOrder("tlcp.ver.http_param looksAtTheLog passed 0", "use_http_11 looksAtNothing passed 0");
        assertThat(records()).hasSize(6).contains("request_limit asksFor passed 7", "server_tokens asksFor passed 7")
                .anyMatch(line -> line.startsWith("max_sessions looksAtTheLog passed "))
                .anyMatch(line -> line.startsWith("sendbuf looksAtTheLog passed "));
        assertThat(run(Unlisted.class).getFailures()).singleElement()
                .satisfies(failure -> assertThat(failure.getException()).hasMessageContaining("no_such_setting"));
    }

    @Test
    void unknownIdFailsItsTest() throws IOException {
        TestExecutionSummary summary = run(Unknown.class);
        assertThat(summary.getFailures()).singleElement()
                .satisfies(failure -> assertThat(failure.getException()).hasMessageContaining("tlcp.no.such_row"));
        assertThat(records()).isEmpty();
    }
}
