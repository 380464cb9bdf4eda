package dev.sluice.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.sluice.server.LogLines;
import dev.sluice.server.config.SocketSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keystore of a socket is replaced while it listens. */
class KeystoreReplacementTest {

    private static final String LOGGER = "LightstreamerLogger.io.ssl";

    @TempDir
    Path dir;

    private LogLines log;

    @BeforeEach
    void listen() {
        log = LogLines.of(LOGGER);
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void aBadFileIsToldOnceAndTheNextChangeIsTaken() throws Exception {
        write("before", "secret", dir.resolve("store.p12"));
        try (TransportFixture node = node("store.p12", null)) {
            Files.writeString(dir.resolve("store.p12"), "half a keyst");
            assertThat(follow(node)).isFalse();
            assertThat(follow(node)).as("nothing new").isFalse();
            assertThat(log.at(Level.WARN)).singleElement().asString().contains("store.p12", "secure", "CN=before",
                    "put a correct one in its place");
            assertThat(shown(node)).isEqualTo("CN=before");
            write("after", "secret", dir.resolve("store.p12"));
            assertThat(follow(node)).isTrue();
            assertThat(shown(node)).isEqualTo("CN=after");
            assertThat(log.at(Level.INFO)).last().asString().contains("New certificate", "CN=after, valid until 20");
        }
    }

    @Test
    void aFileThatVanishesForAWhileIsTakenWhenItIsBack() throws Exception {
        write("before", "secret", dir.resolve("store.p12"));
        try (TransportFixture node = node("store.p12", null)) {
            Files.delete(dir.resolve("store.p12"));
            assertThat(follow(node)).isFalse();
            assertThat(shown(node)).isEqualTo("CN=before");
            write("after", "secret", dir.resolve("store.p12"));
            assertThat(follow(node)).isTrue();
            assertThat(shown(node)).isEqualTo("CN=after");
        }
    }

    @Test
    void aMountedSecretIsFollowedThroughItsLinks() throws Exception {
        write("before", "secret", Files.createDirectory(dir.resolve("..1")).resolve("store.p12"));
        write("after", "secret", Files.createDirectory(dir.resolve("..2")).resolve("store.p12"));
        link("..data", "..1");
        link("store.p12", "..data/store.p12");
        try (TransportFixture node = node("store.p12", null)) {
            assertThat(follow(node)).isFalse();
            link("..data", "..2");
            assertThat(follow(node)).isTrue();
            assertThat(shown(node)).isEqualTo("CN=after");
        }
    }

    @Test
    void thePasswordIsReplacedFirstAndReadWithTheStore() throws Exception {
        write("before", "old", dir.resolve("store.p12"));
        Files.writeString(dir.resolve("password"), "old\n");
        try (TransportFixture node = node("store.p12", "password")) {
            Files.writeString(dir.resolve("password"), "a new one\n");
            assertThat(follow(node)).as("a new password alone means nothing").isFalse();
            assertThat(log.at(Level.WARN)).isEmpty();
            write("after", "a new one", dir.resolve("store.p12"));
            assertThat(follow(node)).isTrue();
            assertThat(shown(node)).isEqualTo("CN=after");
        }
    }

    @Test
    void thePasswordInTheWrongOrderIsMadeGoodByTheNextLook() throws Exception {
        write("before", "old", dir.resolve("store.p12"));
        Files.writeString(dir.resolve("password"), "old");
        try (TransportFixture node = node("store.p12", "password")) {
            write("after", "a new one", dir.resolve("store.p12"));
            assertThat(follow(node)).isFalse();
            assertThat(log.at(Level.WARN)).singleElement().asString().contains("password first");
            Files.writeString(dir.resolve("password"), "a new one");
            assertThat(follow(node)).isTrue();
            assertThat(shown(node)).isEqualTo("CN=after");
        }
    }

    @Test
    void certificatesThatClientsWillRefuseAreWarnedOf() throws Exception {
        ThrowAwayCertificates.write(ThrowAwayCertificates.store(Duration.ofDays(-1), "gone"), dir.resolve("store.p12"));
        try (TransportFixture node = node("store.p12", null)) {
            assertThat(log.at(Level.WARN)).singleElement().asString().contains("secure", "store.p12", "has expired on");
            ThrowAwayCertificates.write(ThrowAwayCertificates.store(Duration.ofDays(13), "soon"), dir.resolve("store.p12"));
            assertThat(follow(node)).isTrue();
            assertThat(log.at(Level.WARN)).hasSize(2).last().asString().contains("expires on");
            ThrowAwayCertificates.write(ThrowAwayCertificates.store(Duration.ofDays(15), "late"), dir.resolve("store.p12"));
            assertThat(follow(node)).isTrue();
            assertThat(log.at(Level.WARN)).hasSize(2);
        }
    }

    private TransportFixture node(String file, String passwordFile) throws IOException {
        return new TransportFixture(dir, s -> {
            SocketSettings socket = new SocketSettings();
            socket.name = "secure";
            socket.keystore = new SocketSettings.StoreSettings();
            socket.keystore.type = "PKCS12";
            socket.keystore.file = file;
            socket.keystore.password = new SocketSettings.Password();
            socket.keystore.password.type = passwordFile == null ? "text" : "file";
            socket.keystore.password.value = passwordFile == null ? "secret" : passwordFile;
            s.httpsServers.add(socket);
            s.httpServers.clear();
        });
    }

    private static boolean follow(TransportFixture node) {
        return node.transport.sockets().get(0).followKeystore();
    }

    private static void write(String name, String password, Path file) throws Exception {
        KeyStore made = ThrowAwayCertificates.store(name);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(name, made.getKey(name, ThrowAwayCertificates.PASSWORD), password.toCharArray(),
                made.getCertificateChain(name));
        Path whole = Files.createTempFile(file.getParent(), "new", ".p12");
        try (OutputStream out = Files.newOutputStream(whole)) {
            store.store(out, password.toCharArray());
        }
        Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private void link(String name, String target) throws IOException {
        Path next = Files.createSymbolicLink(dir.resolve(name + ".next"), Path.of(target));
        Files.move(next, dir.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String shown(TransportFixture node) throws Exception {
        try (SSLSocket socket = (SSLSocket) ThrowAwayCertificates.client(null).getSocketFactory()
                .createSocket("127.0.0.1", node.port())) {
            socket.startHandshake();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSubjectX500Principal().getName();
        }
    }
}
