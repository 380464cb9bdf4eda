package dev.sluice.server.transport;

import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Keys and self-signed certificates made for one test, and clients that use them. */
final class ThrowAwayCertificates {

    static final char[] PASSWORD = "secret".toCharArray();

    private ThrowAwayCertificates() {
    }

    /** A store with one key entry per name, in this order; a name that begins with {@code rsa} gets an RSA key. */
    static KeyStore store(String... names) throws Exception {
        return store(Duration.ofDays(100), names);
    }

    /** The same with certificates that end so long from now. */
    static KeyStore store(Duration left, String... names) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD);
        for (String name : names) {
            boolean elliptic = !name.startsWith("rsa");
            KeyPairGenerator generator = KeyPairGenerator.getInstance(elliptic ? "EC" : "RSA");
            generator.initialize(elliptic ? 256 : 1024);
            KeyPair pair = generator.generateKeyPair();
            X500Name subject = new X500Name("CN=" + name);
            Date start = Date.from(Instant.now().minus(Duration.ofDays(100)));
            Date end = Date.from(Instant.now().plus(left));
            X509Certificate certificate = new JcaX509CertificateConverter().getCertificate(
                    new JcaX509v3CertificateBuilder(subject, BigInteger.valueOf(System.nanoTime()), start, end, subject,
                            pair.getPublic()).build(new JcaContentSignerBuilder(elliptic ? "SHA256withECDSA" : "SHA256withRSA")
                            .build(pair.getPrivate())));
            store.setKeyEntry(name, pair.getPrivate(), PASSWORD, new Certificate[] {certificate});
        }
        return store;
    }

    static Path write(KeyStore store, Path file) throws Exception {
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD);
        }
        return file;
    }

    /** A client that trusts every server, and shows the first key of {@code own} when it is not null. */
    static SSLContext client(KeyStore own) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, PASSWORD);
        context.init(own == null ? null : keys.getKeyManagers(), new TrustManager[] {new TrustEverybody()}, null);
        return context;
    }

    private static final class TrustEverybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
