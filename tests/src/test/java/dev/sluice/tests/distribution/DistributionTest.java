package dev.sluice.tests.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Layout;
import dev.sluice.tests.port.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistributionTest {
    private static final String CREATE_SESSION = "LS_adapter_set=DEMO&LS_polling=true&LS_polling_millis=0"
            + "&LS_idle_millis=0&LS_cid=mgQkwtwdysogQz2BJ4Ji%20kOj2Bg";

    @TempDir
    private Path folder;
    private Path home;
    private int port;

    @BeforeEach
    void unpack() throws Exception {
        var unpacked = Script.run(Map.of(), Path.of("/bin/tar"), "-xzf", archive().toString(), "-C", folder.toString());
        assertThat(unpacked.code()).as(unpacked.err()).isZero();
        try (var entries = Files.list(folder)) {
            home = entries.findFirst().orElseThrow();
        }
        port = FreePorts.next();
        var conf = home.resolve("conf/lightstreamer_conf.xml");
        Files.writeString(conf, Files.readString(conf).replace("<port>8080</port>", "<port>" + port + "</port>"));
    }

    @AfterEach
    void stop() throws Exception {
        script("stop");
    }

    @Test
    void hasTheFoldersUsersKnow() {
        assertThat(home.toFile().list()).contains("bin", "lib", "conf", "adapters", "shared", "pages", "logs", "LICENSE",
                "NOTICE", "README.md");
        assertThat(home.resolve("bin/systemd/sluice.service")).isRegularFile();
        assertThat(home.resolve("bin/docker/Dockerfile")).isRegularFile();
        assertThat(home.resolve("adapters/demo/lib")).isDirectoryContaining("glob:**/*.jar");
        assertThat(home.resolve("pages/lib/node_modules/lightstreamer-client-web")).isNotEmptyDirectory();
    }

    @Test
    void startsInTheBackgroundAnswersRestartsAndStops() throws Exception {
        var started = script("background");
        assertThat(started.code()).as(started.err()).isZero();
        assertThat(get("/")).isEqualTo(200);
        assertThat(createSession()).startsWith("CONOK,");
        var first = recordedProcess();

        var restarted = script("restart");
        assertThat(restarted.code()).as(restarted.err()).isZero();
        assertThat(createSession()).startsWith("CONOK,");
        assertThat(recordedProcess()).isNotEqualTo(first);

        long second = recordedProcess();
        var stopped = script("stop");
        assertThat(stopped.code()).as(stopped.err()).isZero();
        assertThat(ProcessHandle.of(second)).isEmpty();
        assertThat(home.resolve("logs/sluice.pid")).doesNotExist();
    }

    @Test
    void startWithABrokenConfigurationFailsAndSaysWhy() throws Exception {
        Files.writeString(home.resolve("conf/broken.xml"), "<lightstreamer_conf><http_server>");

        var refused = Script.run(environment(Map.of("LS_CONFIG", "conf/broken.xml")), home.resolve("bin/unix-like/LS.sh"),
                "background");

        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("broken.xml:1:");
    }

    private Script.Outcome script(String word) throws Exception {
        return Script.run(environment(Map.of()), home.resolve("bin/unix-like/LS.sh"), word);
    }

    private static Map<String, String> environment(Map<String, String> more) {
        var environment = new HashMap<>(more);
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("JAVA_OPTS", "-Xmx256m");
        return environment;
    }

    private long recordedProcess() throws IOException {
        return Long.parseLong(Files.readString(home.resolve("logs/sluice.pid")).trim());
    }

    private int get(String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private String createSession() throws Exception {
        var address = "http://127.0.0.1:" + port + "/lightstreamer/create_session.txt?LS_protocol=TLCP-2.5.0";
        var request = HttpRequest.newBuilder(URI.create(address))
                .POST(HttpRequest.BodyPublishers.ofString(CREATE_SESSION)).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static Path archive() throws IOException {
        try (var files = Files.list(Layout.root().resolve("server/target"))) {
            return files.filter(file -> file.toString().endsWith(".tar.gz")).findFirst().orElseThrow(
                    () -> new AssertionError("no distribution in server/target: run mvn package"));
        }
    }
}
