package dev.sluice.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.server.config.ConfSettings;
import dev.sluice.server.config.SocketSettings;
import dev.sluice.server.counters.Counter;
import dev.sluice.server.counters.Counters;
import dev.sluice.server.counters.LoopCounts;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

    @TempDir
    Path dir;

    @Test
    void theFirstKeyEntryIsShownWhateverNameIsAskedFor() throws Exception {
        try (TransportFixture node = node(ThrowAwayCertificates.store("rsa z", "second.example", "rsa a"), s -> { })) {
            for (String name : List.of("second.example", "rsa.example", "unknown.example")) {
                assertThat(shownTo(node, parameters -> parameters.setServerNames(List.of(new SNIHostName(name)))))
                        .isEqualTo("CN=rsa z");
            }
            assertThat(shownTo(node, parameters -> parameters.setProtocols(new String[] {"TLSv1.2"}))).isEqualTo("CN=rsa z");
        }
    }

    @Test
    void handshakesAreCountedWithWhatTheyAgreedOn() throws Exception {
        try (TransportFixture node = node(ThrowAwayCertificates.store("server"), s -> { })) {
            shownTo(node, parameters -> parameters.setProtocols(new String[] {"TLSv1.2"}));
            Counters counters = new Counters(node.transport.sockets().get(0).counts());
            TransportFixture.await(() -> counters.total(Counter.HANDSHAKES_DONE) == 1);
            assertThat(counters.total(Counter.HANDSHAKES_BEGUN)).isEqualTo(1);
            assertThat(counters.tally(LoopCounts::tlsProtocols)).containsExactly(Map.entry("TLSv1.2", 1L));
            try (RawClient stranger = node.connect()) {
                stranger.send("this is no TLS at all\r\n\r\n");
                TransportFixture.await(() -> counters.total(Counter.HANDSHAKES_FAILED) == 1);
            }
        }
    }

    @Test
    void anEllipticKeyBeforeAnotherIsShownToo() throws Exception {
        try (TransportFixture node = node(ThrowAwayCertificates.store("elliptic", "rsa second"), s -> { })) {
            assertThat(shownTo(node, parameters -> { })).isEqualTo("CN=elliptic");
            assertThat(shownTo(node, parameters -> parameters.setProtocols(new String[] {"TLSv1.2"}))).isEqualTo("CN=elliptic");
        }
    }

    @Test
    void theCertificateIsSwappedWhileConnectionsLive() throws Exception {
        Path file = dir.resolve("store.p12");
        try (TransportFixture node = node(ThrowAwayCertificates.store("before"), s -> { });
             RawWebSocket living = new RawWebSocket(tls(node, parameters -> { }), "TLCP-2.5.0.lightstreamer.com")) {
            ListeningSocket socket = node.transport.sockets().get(0);
            assertThat(socket.followKeystore()).isFalse();
            ThrowAwayCertificates.write(ThrowAwayCertificates.store("after"), file);
            assertThat(socket.followKeystore()).isTrue();
            assertThat(shownTo(node, parameters -> { })).isEqualTo("CN=after");
            living.send("still here");
            assertThat(living.read().text()).isEqualTo("echo still here\r\n");

            Files.writeString(file, "not a keystore");
            assertThat(socket.followKeystore()).isFalse();
            assertThatThrownBy(socket::reloadKeystore).isInstanceOf(IOException.class).hasMessageContaining("store.p12");
            assertThat(shownTo(node, parameters -> { })).isEqualTo("CN=after");
        }
    }

    @Test
    void preparedBytesOfAStreamAreEncrypted() throws Exception {
        try (TransportFixture node = node(ThrowAwayCertificates.store("server"), s -> { });
             RawClient client = tls(node, parameters -> { })) {
            client.send("POST /lightstreamer/create_session.txt HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n").head();
            assertThat(client.chunk()).isEqualTo("CONOK\r\n");
            ScriptedEntry.Opened stream = node.entry.stream();
            assertThat(stream.from.client().secure()).isTrue();
            assertThat(stream.from.client().principal()).isNull();
            stream.send("z".repeat(100_000));
            assertThat(client.chunk()).hasSize(100_000);
            stream.onLoop(() -> stream.stream.finish(true));
            assertThat(client.chunk()).isEmpty();
            assertThat(client.atEnd()).isTrue();
        }
    }

    @Test
    void aClientCertificateOfTheTruststoreNamesThePrincipal() throws Exception {
        KeyStore known = ThrowAwayCertificates.store("known client");
        ThrowAwayCertificates.write(known, dir.resolve("trust.p12"));
        try (TransportFixture node = node(ThrowAwayCertificates.store("server"), s -> {
            SocketSettings socket = s.httpsServers.get(0);
            socket.useClientAuth = true;
            socket.truststore = store("trust.p12");
        })) {
            try (RawClient client = tls(node, ThrowAwayCertificates.client(known), parameters -> { })) {
                assertThat(client.get("/lightstreamer/msg.txt").status()).isEqualTo(200);
                var info = TransportFixture.take(node.entry.connections).client();
                assertThat(info.principal().getName()).isEqualTo("CN=known client");
                assertThat(info.clientAuth()).isTrue();
            }
            try (RawClient client = tls(node, parameters -> { })) {
                assertThat(client.get("/lightstreamer/msg.txt").status()).isEqualTo(200);
                assertThat(TransportFixture.take(node.entry.connections).client().principal()).isNull();
            }
        }
    }

    @Test
    void withoutTheDemandedCertificateNobodyComesIn() throws Exception {
        KeyStore known = ThrowAwayCertificates.store("known");
        ThrowAwayCertificates.write(known, dir.resolve("trust.p12"));
        try (TransportFixture node = node(ThrowAwayCertificates.store("server"), s -> {
            SocketSettings socket = s.httpsServers.get(0);
            socket.forceClientAuth = true;
            socket.truststore = store("trust.p12");
        })) {
            try (RawClient client = tls(node, ThrowAwayCertificates.client(known), parameters -> { })) {
                assertThat(client.get("/lightstreamer/msg.txt").status()).isEqualTo(200);
            }
            for (KeyStore stranger : new KeyStore[] {null, ThrowAwayCertificates.store("stranger")}) {
                assertThatThrownBy(() -> {
                    try (RawClient client = tls(node, ThrowAwayCertificates.client(stranger), parameters -> { })) {
                        client.get("/lightstreamer/msg.txt");
                    }
                }).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void http2IsNeverNegotiatedAndUpgradesToItAreIgnored() throws Exception {
        try (TransportFixture node = node(ThrowAwayCertificates.store("server"), s -> { });
             RawClient secure = tls(node, parameters -> parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"}))) {
            assertThat(((SSLSocket) secure.socket).getApplicationProtocol()).isEmpty();
            assertThat(secure.get("/lightstreamer/msg.txt?x", "Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c",
                    "HTTP2-Settings: AAMAAABkAAQAAP__").body()).isEqualTo("msg x \r\n");
            try (RawClient preface = tls(node, parameters -> { })) {
                assertThat(preface.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").rest()).startsWith("HTTP/1.1 400 ");
            }
        }
    }

    @Test
    void protocolsAndSuitesAreThoseOfTheConfiguration() throws Exception {
        try (TransportFixture node = node(ThrowAwayCertificates.store("rsa server"), s -> {
            s.httpsServers.get(0).removeProtocols.add("TLSv1.3");
            s.httpsServers.get(0).allowCipherSuites.add("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");
            s.httpsServers.get(0).allowCipherSuites.add("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
            s.httpsServers.get(0).preference.enforced = true;
            s.httpsServers.get(0).preference.order = "config";
        }); RawClient client = tls(node, parameters -> parameters.setCipherSuites(new String[] {
            "TLS_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"}))) {
            assertThat(((SSLSocket) client.socket).getSession().getProtocol()).isEqualTo("TLSv1.2");
            assertThat(((SSLSocket) client.socket).getSession().getCipherSuite())
                    .isEqualTo("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");
        }
    }

    @Test
    void aStoreThatCannotBeUsedIsNamedAtStart() throws Exception {
        KeyStore noKey = KeyStore.getInstance("PKCS12");
        noKey.load(null, ThrowAwayCertificates.PASSWORD);
        assertThatThrownBy(() -> node(noKey, s -> { })).hasMessageContaining("store.p12: holds no private key");
        KeyStore good = ThrowAwayCertificates.store("server");
        assertThatThrownBy(() -> node(good, s -> s.httpsServers.get(0).keystore.password.value = "wrong"))
                .hasMessageContaining("store.p12: cannot be opened as PKCS12");
    }

    private TransportFixture node(KeyStore store, Consumer<ConfSettings> change) throws Exception {
        ThrowAwayCertificates.write(store, dir.resolve("store.p12"));
        return new TransportFixture(dir, s -> {
            SocketSettings socket = new SocketSettings();
            socket.name = "secure";
            socket.keystore = store("store.p12");
            s.httpsServers.add(socket);
            s.httpServers.clear();
            change.accept(s);
        });
    }

    private static SocketSettings.StoreSettings store(String file) {
        SocketSettings.StoreSettings store = new SocketSettings.StoreSettings();
        store.type = "PKCS12";
        store.file = file;
        store.password = new SocketSettings.Password();
        store.password.value = "secret";
        return store;
    }

    private static String shownTo(TransportFixture node, Consumer<SSLParameters> change) throws Exception {
        try (RawClient client = tls(node, change)) {
            assertThat(client.get("/lightstreamer/msg.txt").status()).isEqualTo(200);
            return ((X509Certificate) ((SSLSocket) client.socket).getSession().getPeerCertificates()[0])
                    .getSubjectX500Principal().getName();
        }
    }

    private static RawClient tls(TransportFixture node, Consumer<SSLParameters> change) throws Exception {
        return tls(node, ThrowAwayCertificates.client(null), change);
    }

    private static RawClient tls(TransportFixture node, SSLContext context, Consumer<SSLParameters> change) throws Exception {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), node.port());
        SSLParameters parameters = socket.getSSLParameters();
        change.accept(parameters);
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(TransportFixture.PATIENCE_SECONDS * 1000);
        socket.startHandshake();
        return new RawClient(socket);
    }
}
