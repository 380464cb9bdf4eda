package dev.sluice.tests.settings;

import dev.sluice.tests.kit.Layout;
import dev.sluice.tests.kit.NodeHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Keystores made by the JDK's own tool, and clients that use them. */
final class Stores {

    static final String PASSWORD = "changeit";

    private Stores() {
    }

    /** A store with one key in the configuration folder of a home; JKS when its name ends so, else PKCS12. */
    static Path key(NodeHome home, String name, String subject, String... more) throws Exception {
        Path file = home.root().resolve("conf").resolve(name);
        List<String> words = new ArrayList<>(List.of("-genkeypair", "-alias", "key", "-keyalg", "EC", "-dname", subject, "-validity", "100",
                "-storetype", name.endsWith(".jks") ? "JKS" : "PKCS12", "-keystore", file.toString(), "-storepass", PASSWORD,
                "-keypass", PASSWORD));
        words.addAll(List.of(more));
        keytool(words);
        return file;
    }

    /** A store with the certificate of another one, of the type its name says. */
    static Path trust(NodeHome home, String name, Path key) throws Exception {
        Path file = home.root().resolve("conf").resolve(name);
        Path certificate = file.resolveSibling(name + ".cer");
        keytool(List.of("-exportcert", "-alias", "key", "-keystore", key.toString(), "-storepass", PASSWORD, "-file", certificate.toString()));
        keytool(List.of("-importcert", "-noprompt", "-alias", "anchor", "-file", certificate.toString(), "-storetype",
                name.endsWith(".jks") ? "JKS" : "PKCS12", "-keystore", file.toString(), "-storepass", PASSWORD));
        return file;
    }

    private static void keytool(List<String> words) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(Layout.java()).resolveSibling("keytool").toString()));
        command.addAll(words);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(said);
        }
    }

    /** The element {@code keystore} for a PKCS12 store. */
    static String element(String name) {
        return "<keystore type=\"PKCS12\"><keystore_file>" + name + "</keystore_file><keystore_password>" + PASSWORD
                + "</keystore_password></keystore>";
    }

    /** A client that takes any certificate and shows the key of a store, or none when that is null. */
    static SSLContext client(Path own) throws Exception {
        KeyManager[] keys = null;
        if (own != null) {
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(load(own), PASSWORD.toCharArray());
            keys = factory.getKeyManagers();
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, new TrustManager[] {new AnyCertificate()}, new SecureRandom());
        return context;
    }

    private static KeyStore load(Path file) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static final class AnyCertificate extends javax.net.ssl.X509ExtendedTrustManager implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
