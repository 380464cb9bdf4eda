package dev.sluice.tests.management;

import dev.sluice.tests.kit.Layout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Keystores made for one test by the JDK's own tool. */
final class Stores {

    private Stores() {
    }

    /** A PKCS12 store with one self-signed key for localhost. */
    static Path create(Path file, String password) throws IOException, InterruptedException {
        Path keytool = Path.of(Layout.java()).resolveSibling("keytool");
        Process process = new ProcessBuilder(keytool.toString(), "-genkeypair", "-alias", "node", "-keyalg", "EC", "-storetype",
                "PKCS12", "-keystore", file.toString(), "-storepass", password, "-dname", "CN=localhost", "-validity", "30")
                .redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(text);
        }
        return file;
    }
}
