package dev.sluice.server.transport;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collections;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/** Shows the first key entry of a keystore to every client, whatever name or key type it asks for. */
final class FirstKeyManager extends X509ExtendedKeyManager {

    private static final String ALIAS = "first";
    private static final int SOON_DAYS = 14;

    private final PrivateKey key;
    private final X509Certificate[] chain;

    private FirstKeyManager(PrivateKey key, X509Certificate[] chain) {
        this.key = key;
        this.chain = chain;
    }

    /** Finds the entry; null when the store has no private key. */
    static FirstKeyManager of(KeyStore store, char[] password) throws GeneralSecurityException {
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                Key key = store.getKey(alias, password);
                Certificate[] chain = store.getCertificateChain(alias);
                if (key instanceof PrivateKey privateKey && chain != null) {
                    return new FirstKeyManager(privateKey, Arrays.copyOf(chain, chain.length, X509Certificate[].class));
                }
            }
        }
        return null;
    }

    /** What makes clients refuse the certificate, or will do so within {@value #SOON_DAYS} days; null for nothing. */
    String trouble(Instant now) {
        Instant start = chain[0].getNotBefore().toInstant();
        Instant end = chain[0].getNotAfter().toInstant();
        if (now.isBefore(start)) {
            return "is not valid before " + start;
        }
        return now.isAfter(end) ? "has expired on " + end
                : now.plus(SOON_DAYS, ChronoUnit.DAYS).isAfter(end) ? "expires on " + end : null;
    }

    @Override
    public String toString() {
        return chain[0].getSubjectX500Principal().getName() + ", valid until " + chain[0].getNotAfter().toInstant();
    }

    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        return keyType.equals(key.getAlgorithm()) || keyType.startsWith(key.getAlgorithm() + "_") ? ALIAS : null;
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return chooseEngineServerAlias(keyType, issuers, null);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        return new String[] {ALIAS};
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return chain.clone();
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return key;
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
