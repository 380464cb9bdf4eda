package dev.sluice.server.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.util.Collections;

/**
 * A keystore or truststore.
 *
 * @param type     {@code JKS}, {@code PKCS12} or {@code PKCS11}
 * @param file     store file, null only for PKCS11
 * @param password where its password is
 */
public record KeystoreConfig(String type, Path file, Password password) {

    /** The store as it is now on disk. */
    public KeyStore open() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(type);
        try (InputStream in = file == null ? null : Files.newInputStream(file)) {
            store.load(in, password == null ? null : password.read());
        }
        return store;
    }

    /** The alias of the first key entry, the one whose certificate is shown to clients; null = none. */
    public static String firstKey(KeyStore store) throws KeyStoreException {
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                return alias;
            }
        }
        return null;
    }

    /**
     * Password of a store and of its keys: the text itself, or a file holding it.
     *
     * @param text the password, null when it is in a file
     * @param file UTF-8 file with the password, null when it is given as text
     */
    public record Password(String text, Path file) {

        /** The password as it is now; a file is read again each time, one line end at its end is not part of it. */
        public char[] read() throws IOException {
            if (file == null) {
                return text.toCharArray();
            }
            String content = Files.readString(file, StandardCharsets.UTF_8);
            int end = content.length();
            if (end > 0 && content.charAt(end - 1) == '\n') {
                end--;
                if (end > 0 && content.charAt(end - 1) == '\r') {
                    end--;
                }
            }
            return content.substring(0, end).toCharArray();
        }

        @Override
        public String toString() {
            return file == null ? "Password[***]" : "Password[file=" + file + "]";
        }
    }
}
