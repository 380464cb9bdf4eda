package dev.sluice.server.transport;

import dev.sluice.server.config.KeystoreConfig;
import dev.sluice.server.config.TlsConfig;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.DelegatingSslContext;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** TLS of one socket as read from its stores: loaded as a whole or not at all. */
final class TlsMaterial {

    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerLogger.io.ssl");

    private final FirstKeyManager keys;
    private final SslContext context;

    private TlsMaterial(FirstKeyManager keys, SslContext context) {
        this.keys = keys;
        this.context = context;
    }

    /**
     * Reads the stores of a socket.
     *
     * @param socketName for messages
     * @param handshakes computes steps of handshakes
     * @param counts     counts them
     * @throws IOException when a store cannot be used; the message says which and why
     */
    static TlsMaterial load(String socketName, TlsConfig config, Executor handshakes, HandshakeCounts counts)
            throws IOException {
        KeyStore store = open(config.keystore());
        try {
            FirstKeyManager keys = FirstKeyManager.of(store, config.keystore().password().read());
            if (keys == null) {
                throw new IOException(config.keystore().file() + ": holds no private key");
            }
            SSLContext tls = TicketProperty.during(config.statelessResumption(), () -> config.provider() == null
                    ? SSLContext.getInstance("TLS") : SSLContext.getInstance("TLS", config.provider()));
            tls.init(new KeyManager[] {keys}, trust(config), null);
            if (config.sessionCacheSize() >= 0) {
                tls.getServerSessionContext().setSessionCacheSize(config.sessionCacheSize());
            }
            if (config.sessionTimeoutSeconds() >= 0) {
                tls.getServerSessionContext().setSessionTimeout(config.sessionTimeoutSeconds());
            }
            return new TlsMaterial(keys, context(socketName, config, tls, handshakes, counts));
        } catch (GeneralSecurityException e) {
            throw new IOException(config.keystore().file() + ": " + e.getMessage(), e);
        }
    }

    FirstKeyManager keys() {
        return keys;
    }

    SslContext context() {
        return context;
    }

    private static SslContext context(String socketName, TlsConfig config, SSLContext tls, Executor handshakes,
                                      HandshakeCounts counts) throws IOException {
        SSLParameters supported = tls.getSupportedSSLParameters();
        SSLEngine engine = tls.createSSLEngine();
        List<String> suites = config.suites().chooseSuites(List.of(supported.getCipherSuites()),
                List.of(engine.getEnabledCipherSuites()));
        List<String> protocols = config.suites().chooseProtocols(List.of(supported.getProtocols()),
                List.of(engine.getEnabledProtocols()));
        LOG.debug("Socket {}: cipher suites supported {}, enabled {}", socketName, supported.getCipherSuites(), suites);
        LOG.debug("Socket {}: protocols supported {}, enabled {}", socketName, supported.getProtocols(), protocols);
        if (suites.isEmpty() || protocols.isEmpty()) {
            throw new IOException("no cipher suite or no protocol is left; supported are "
                    + String.join(" ", supported.getCipherSuites()) + " and " + String.join(" ", supported.getProtocols()));
        }
        ClientAuth clientAuth = switch (config.clientAuth()) {
            case NONE -> ClientAuth.NONE;
            case REQUEST -> ClientAuth.OPTIONAL;
            case REQUIRED -> ClientAuth.REQUIRE;
        };
        JdkSslContext inner = new JdkSslContext(tls, false, suites, IdentityCipherSuiteFilter.INSTANCE,
                ApplicationProtocolConfig.DISABLED, clientAuth, protocols.toArray(String[]::new), false);
        boolean ourOrder = config.suites().preference() != TlsConfig.SuitePreference.CLIENT;
        return new DelegatingSslContext(inner) {
            @Override
            protected void initEngine(SSLEngine newEngine) {
                SSLParameters parameters = newEngine.getSSLParameters();
                parameters.setUseCipherSuitesOrder(ourOrder);
                newEngine.setSSLParameters(parameters);
            }

            @Override
            protected void initHandler(SslHandler handler) {
                super.initHandler(handler);
                counts.begun(handler);
            }

            @Override
            protected SslHandler newHandler(ByteBufAllocator allocator, boolean startTls, Executor ofPlatform) {
                return super.newHandler(allocator, startTls, handshakes);
            }

            @Override
            protected SslHandler newHandler(ByteBufAllocator allocator, String peerHost, int peerPort, boolean startTls,
                                            Executor ofPlatform) {
                return super.newHandler(allocator, peerHost, peerPort, startTls, handshakes);
            }
        };
    }

    /** The JVM's anchors, and beside them whatever the truststore holds. */
    private static TrustManager[] trust(TlsConfig config) throws IOException, GeneralSecurityException {
        if (config.truststore() == null || config.clientAuth() == TlsConfig.ClientAuth.NONE) {
            return null;
        }
        TrustManagerFactory defaults = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        defaults.init((KeyStore) null);
        KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
        all.load(null, null);
        for (TrustManager manager : defaults.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                for (X509Certificate anchor : x509.getAcceptedIssuers()) {
                    all.setCertificateEntry("jvm" + all.size(), anchor);
                }
            }
        }
        KeyStore own = open(config.truststore());
        for (String alias : Collections.list(own.aliases())) {
            all.setCertificateEntry("own" + all.size(), own.getCertificate(alias));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(all);
        return factory.getTrustManagers();
    }

    private static KeyStore open(KeystoreConfig config) throws IOException {
        if (config.file() == null) {
            throw new IOException("a keystore of type " + config.type() + " is not supported; use JKS or PKCS12");
        }
        try (InputStream in = Files.newInputStream(config.file())) {
            KeyStore store = KeyStore.getInstance(config.type());
            store.load(in, config.password().read());
            return store;
        } catch (GeneralSecurityException | IOException e) {
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new IOException(config.file() + ": cannot be opened as " + config.type() + ": " + reason, e);
        }
    }
}
