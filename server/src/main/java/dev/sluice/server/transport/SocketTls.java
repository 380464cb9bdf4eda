package dev.sluice.server.transport;

import dev.sluice.server.config.ConnectionConfig;
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
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** TLS of one listening socket: what is shown at the moment, and whether its file has changed. */
final class SocketTls {

    private final String socketName;
    private final TlsConfig config;
    private final Executor handshakes;
    private volatile TlsMaterial material;
    private String fileState;

    /** @param handshakes computes steps of handshakes */
    SocketTls(String socketName, TlsConfig config, Executor handshakes) throws IOException {
        this.handshakes = handshakes;
        this.socketName = socketName;
        this.config = config;
        reload();
    }

    /** Reads the stores again; on failure what was read before stays. */
    void reload() throws IOException {
        synchronized (this) {
            fileState = fileState();
        }
        material = TlsMaterial.load(socketName, config, handshakes);
    }

    /** Whether the keystore file is another than at the last call or load; follows links, as mounted secrets need it. */
    synchronized boolean changed() {
        String now = fileState();
        boolean changed = !now.equals(fileState);
        fileState = now;
        return changed;
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

    private String fileState() {
        Path file = config.keystore().file();
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
