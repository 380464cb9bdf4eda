package dev.sluice.server.management;

import dev.sluice.server.config.KeystoreConfig;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/** The key the RMI connector shows: that of its keystore as it was when it could last be read. Any thread. */
final class RmiKeys extends X509ExtendedKeyManager {

    private KeystoreConfig config;
    private volatile X509ExtendedKeyManager keys;
    private String fileState;

    RmiKeys(KeystoreConfig config) throws IOException {
        this.config = config;
        this.fileState = state(config);
        this.keys = load(config);
    }

    /** Reads the keystore again if its file has changed; true when another one is used from now on. */
    synchronized boolean follow() throws IOException {
        String now = state(config);
        if (now.equals(fileState)) {
            return false;
        }
        fileState = now;
        keys = load(config);
        return true;
    }

    /** Reads another keystore, or the same again; what is answered has it shown from now on. */
    Runnable prepare(KeystoreConfig next) throws IOException {
        String nextState = state(next);
        X509ExtendedKeyManager read = load(next);
        return () -> use(next, nextState, read);
    }

    private synchronized void use(KeystoreConfig next, String nextState, X509ExtendedKeyManager read) {
        config = next;
        fileState = nextState;
        keys = read;
    }

    private static X509ExtendedKeyManager load(KeystoreConfig config) throws IOException {
        try {
            if (KeystoreConfig.firstKey(config.open()) == null) {
                throw new IOException(config.file() + ": holds no private key");
            }
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(config.open(), config.password().read());
            for (KeyManager manager : factory.getKeyManagers()) {
                if (manager instanceof X509ExtendedKeyManager found) {
                    return found;
                }
            }
            throw new IOException(config.file() + ": gives no key manager");
        } catch (GeneralSecurityException e) {
            throw new IOException(config.file() + ": " + e.getMessage(), e);
        }
    }

    private static String state(KeystoreConfig config) {
        try {
            Path real = config.file().toRealPath();
            return real + " " + Files.getLastModifiedTime(real) + " " + Files.size(real);
        } catch (IOException e) {
            return "unreadable";
        }
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return keys.chooseServerAlias(keyType, issuers, socket);
    }

    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        return keys.chooseEngineServerAlias(keyType, issuers, engine);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        return keys.getServerAliases(keyType, issuers);
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return keys.getCertificateChain(alias);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return keys.getPrivateKey(alias);
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return null;
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        return null;
    }
}
