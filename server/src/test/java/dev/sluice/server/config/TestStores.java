package dev.sluice.server.config;

import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Keystores made on the spot. */
public final class TestStores {
    private TestStores() {
    }

    /**
     * What a certificate says.
     *
     * @param commonName   of its subject
     * @param alternatives host names and IPv4 addresses
     */
    public record Words(String commonName, List<String> alternatives, Instant from, Instant until) {
    }

    /** Writes a store with a self-signed certificate, with or without its key. */
    static Path write(Path file, String type, String password, boolean withKey) throws Exception {
        Instant now = Instant.now();
        return write(file, type, password, withKey, new Words("localhost", List.of(), now.minusSeconds(60), now.plusSeconds(3600)));
    }

    /** Writes a PKCS12 store with a key and a certificate that says this. */
    public static Path write(Path file, String password, Words words) throws Exception {
        return write(file, "PKCS12", password, true, words);
    }

    private static Path write(Path file, String type, String password, boolean withKey, Words words) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair keys = generator.generateKeyPair();
        X500Name name = new X500Name("CN=" + words.commonName());
        var builder = new JcaX509v3CertificateBuilder(name, BigInteger.ONE, Date.from(words.from()), Date.from(words.until()), name,
                keys.getPublic());
        if (!words.alternatives().isEmpty()) {
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(words.alternatives().stream()
                    .map(text -> new GeneralName(text.matches("[0-9.]+") ? GeneralName.iPAddress : GeneralName.dNSName, text))
                    .toArray(GeneralName[]::new)));
        }
        X509Certificate certificate = new JcaX509CertificateConverter().getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        KeyStore store = KeyStore.getInstance(type);
        store.load(null, null);
        store.setCertificateEntry("a-certificate", certificate);
        if (withKey) {
            store.setKeyEntry("key", keys.getPrivate(), password.toCharArray(), new X509Certificate[] {certificate});
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        }
        return file;
    }
}
