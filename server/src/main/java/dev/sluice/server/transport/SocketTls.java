package dev.sluice.server.transport;

import dev.sluice.server.config.ConnectionConfig;
import dev.sluice.server.config.KeystoreConfig;
import dev.sluice.server.config.TlsConfig;
import io.netty.handler.ssl.SslContext;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.spi.tls.SslContextFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** TLS of one listening socket: what is shown at the moment, and whether its file has changed. */
final class SocketTls {

    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerLogger.io.ssl");

    private final String socketName;
    /** Guarded by this. */
    private TlsConfig config;
    private final Executor handshakes;
    private final HandshakeCounts counts;
    private volatile TlsMaterial material;
    /** Guarded by this. */
    private String fileState;
    /** Guarded by this; null unless the last load has failed. */
    private String failedPasswordState;

    /**
     * @param handshakes computes steps of handshakes
     * @param counts     counts them
     */
    SocketTls(String socketName, TlsConfig config, Executor handshakes, HandshakeCounts counts) throws IOException {
        this.counts = counts;
        this.handshakes = handshakes;
        this.socketName = socketName;
        this.config = config;
        reload();
    }

    /** Reads the stores again; on failure what was read before stays. */
    synchronized void reload() throws IOException {
        fileState = state(config.keystore().file());
        failedPasswordState = state(passwordFile());
        material = TlsMaterial.load(socketName, config, handshakes, counts);
        failedPasswordState = null;
    }

    /** Reads another keystore, or the same again; what is answered has it shown from now on. */
    Runnable prepare(KeystoreConfig keystore) throws IOException {
        TlsConfig next = with(keystore);
        String nextState = state(keystore.file());
        TlsMaterial read = TlsMaterial.load(socketName, next, handshakes, counts);
        return () -> use(next, nextState, read);
    }

    private synchronized TlsConfig with(KeystoreConfig keystore) {
        return config.showing(keystore);
    }

    private synchronized void use(TlsConfig next, String nextState, TlsMaterial read) {
        config = next;
        fileState = nextState;
        failedPasswordState = null;
        material = read;
    }

    /**
     * Whether it is time to load: the keystore file is another than at the last load, or that has failed and the password file is
     * another since, which was to be replaced first.
     */
    synchronized boolean changed() {
        return !state(config.keystore().file()).equals(fileState)
                || failedPasswordState != null && !failedPasswordState.equals(state(passwordFile()));
    }

    private Path passwordFile() {
        return config.keystore().password() == null ? null : config.keystore().password().file();
    }

    /** What is shown to clients, for the log. */
    String shown() {
        return material.keys().toString();
    }

    /** Warns of a certificate that clients will not accept, or will not soon. */
    synchronized void warnOfExpiry(Instant now) {
        String trouble = material.keys().trouble(now);
        if (trouble != null) {
            LOG.warn("Certificate of socket {} ({}) {}; put a new keystore in its place, it is taken over while the node runs",
                    socketName, config.keystore().file(), trouble);
        }
    }

    void configure(NetServerOptions options, ConnectionConfig limits) {
        options.setSsl(true).setSslEngineOptions(new Engine()).setSslHandshakeTimeout(limits.handshakeTimeoutMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setKeyCertOptions(KeyCertOptions.wrap(material.keys()));
    }

    /** Options for an update; the contexts come from {@link Engine}. */
    ServerSSLOptions options(ConnectionConfig limits) {
        ServerSSLOptions options = new ServerSSLOptions();
        options.setKeyCertOptions(KeyCertOptions.wrap(material.keys()));
        options.setSslHandshakeTimeout(limits.handshakeTimeoutMillis()).setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
        return options;
    }

    /** Follows links, as mounted secrets need it. */
    private static String state(Path file) {
        if (file == null) {
            return "none";
        }
        try {
            Path real = file.toRealPath();
            BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
            return real + " " + attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey();
        } catch (IOException e) {
            return "unreadable";
        }
    }

    /**
     * Gives Vert.x our own context: its options know no order of cipher suites, make a choice by SNI or key type, and let
     * handshakes compute in a pool that nobody can measure.
     */
    private final class Engine extends JdkSSLEngineOptions {

        @Override
        public SslContextFactory sslContextFactory() {
            return new SslContextFactory() {
                @Override
                public SslContext create() {
                    return material.context();
                }
            };
        }
    }
}
