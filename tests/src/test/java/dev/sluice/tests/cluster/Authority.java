package dev.sluice.tests.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority that only the clients of the tests trust; made once per JVM. */
final class Authority {

    /** The password of every store, as the configuration files have it. */
    static final char[] PASSWORD = "mypassword".toCharArray();

    private static final Duration VALIDITY = Duration.ofDays(2);
    private static final AtomicLong SERIAL = new AtomicLong(1);
    private static Authority shared;

    private final KeyPair keys;
    private final X509Certificate certificate;
    /** By names; guarded by this. */
    private final Map<List<String>, Identity> identities = new HashMap<>();

    private Authority() throws GeneralSecurityException, IOException {
        keys = freshKeys();
        certificate = sign(new X500Name("CN=Test authority"), keys, new X500Name("CN=Test authority"), keys.getPrivate(),
                List.of());
    }

    /** The only one. */
    static synchronized Authority shared() throws IOException {
        try {
            if (shared == null) {
                shared = new Authority();
            }
            return shared;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The key and certificate for exactly these host names, the same whoever shows it. */
    synchronized Identity identity(String... names) throws IOException {
        List<String> key = List.of(names);
        Identity known = identities.get(key);
        if (known == null) {
            known = issue(names);
            identities.put(key, known);
        }
        return known;
    }

    /** A new key with a certificate for exactly these host names. */
    Identity issue(String... names) throws IOException {
        try {
            KeyPair pair = freshKeys();
            X509Certificate leaf = sign(new X500Name("CN=" + names[0]), pair, new X500Name("CN=Test authority"),
                    keys.getPrivate(), List.of(names));
            return new Identity(pair.getPrivate(), new Certificate[] {leaf, certificate});
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes a store that trusts this authority alone, for Java. */
    void writeTruststore(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("authority", certificate);
            store.store(out, PASSWORD);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes the authority's certificate as PEM, for everybody else. */
    void writeCertificate(Path file) throws IOException {
        Files.writeString(file, pem(certificate));
    }

    /** A key and the certificates that vouch for it. */
    record Identity(PrivateKey key, Certificate[] chain) {

        /** Writes a key store of the type the configuration files name. */
        void writeKeystore(Path file) throws IOException {
            Path draft = file.resolveSibling(file.getFileName() + ".new");
            try (OutputStream out = Files.newOutputStream(draft)) {
                KeyStore store = KeyStore.getInstance("JKS");
                store.load(null, null);
                store.setKeyEntry("server", key, PASSWORD, chain);
                store.store(out, PASSWORD);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
            Files.move(draft, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        }

        /** Writes certificates and key into one file, as balancers want them. */
        void writePem(Path file) throws IOException {
            Files.writeString(file, pem(chain[0]) + pem(chain[1]) + pem(key));
        }
    }

    private static String pem(Object object) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString();
    }

    private static KeyPair freshKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private static X509Certificate sign(X500Name subject, KeyPair pair, X500Name issuer, PrivateKey issuerKey,
                                        List<String> names) throws GeneralSecurityException, IOException {
        Instant now = Instant.now();
        var builder = new JcaX509v3CertificateBuilder(issuer, BigInteger.valueOf(SERIAL.getAndIncrement()),
                Date.from(now.minus(VALIDITY)), Date.from(now.plus(VALIDITY)), subject, pair.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(names.isEmpty()));
        if (!names.isEmpty()) {
            GeneralName[] all = names.stream().map(name -> new GeneralName(GeneralName.dNSName, name))
                    .toArray(GeneralName[]::new);
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(all));
        }
        try {
            return new JcaX509CertificateConverter().getCertificate(
                    builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(issuerKey)));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }
}
