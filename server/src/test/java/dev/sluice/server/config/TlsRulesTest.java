package dev.sluice.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.cluster.Behaviour;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsRulesTest {
    private static final String STORE = "<keystore type='PKCS12'><keystore_file>server.p12</keystore_file>"
            + "<keystore_password>secret</keystore_password></keystore>";

    @TempDir
    Path dir;

    @BeforeEach
    void writeStore() throws Exception {
        TestStores.write(dir.resolve("server.p12"), "PKCS12", "secret", true);
    }

    private ConfigReader.Result read(String tls) {
        return ConfigFiles.read(dir, ConfigFiles.minimal("<https_server name='Safe'><port>8443</port>" + tls + "</https_server>"));
    }

    private String findings(String tls) {
        return ConfigFiles.findings(read(tls));
    }

    @Test
    void storesOfBothKindsAreOpened() throws Exception {
        TestStores.write(dir.resolve("server.jks"), "JKS", "secret", true);
        Files.writeString(dir.resolve("password"), "secret\n");

        assertThat(findings(STORE)).isEmpty();
        assertThat(findings("<keystore><keystore_file>server.jks</keystore_file><keystore_password type='file'>password"
                + "</keystore_password></keystore>")).isEmpty();
    }

    @Test
    void theFirstKeyIsFoundBehindACertificate() throws Exception {
        KeystoreConfig keystore = read(STORE).config().socket("Safe").tls().keystore();

        assertThat(KeystoreConfig.firstKey(keystore.open())).isEqualTo("key");
        assertThat(keystore.toString()).doesNotContain("secret");
    }

    @Test
    void storesThatCannotServeAreErrors() throws Exception {
        TestStores.write(dir.resolve("empty.p12"), "PKCS12", "secret", false);

        assertThat(findings("")).contains("https_server[Safe]/keystore: is missing");
        assertThat(findings(STORE.replace("server.p12", "none.p12"))).contains("keystore_file: none.p12: cannot be read (" + dir);
        assertThat(findings(STORE.replace(">secret", ">wrong"))).contains("cannot be opened as PKCS12").doesNotContain("wrong");
        assertThat(findings(STORE.replace("server.p12", "empty.p12"))).contains("holds no private key");
        assertThat(findings(STORE.replace("<keystore_password>secret</keystore_password>", ""))).contains("needs keystore_file and keystore_password");
        assertThat(findings("<keystore type='PKCS11'/>")).contains("PKCS11: is not supported without TLS_provider");
    }

    @Test
    void aTruststoreMattersOnlyWhenClientsAreAsked() {
        String trust = "<truststore><truststore_file>none</truststore_file><truststore_password>p</truststore_password></truststore>";

        assertThat(findings(STORE + trust)).startsWith("INFO").contains("truststore: is not looked at");
        assertThat(findings(STORE + trust + "<use_client_auth>Y</use_client_auth>")).contains("truststore_file: none: cannot be read");
    }

    @Test
    void listsOfOneKindExcludeTheOther() {
        assertThat(findings(STORE + "<allow_protocol>TLSv1.3</allow_protocol><remove_protocols>SSL</remove_protocols>"))
                .contains("remove_protocols: SSL: excludes allow_protocol (line 13)");
        assertThat(findings(STORE + "<enforce_server_cipher_suite_preference order='config'>Y</enforce_server_cipher_suite_preference>"))
                .contains("@order: config: needs allow_cipher_suite");
    }

    @Test
    void somethingMustBeLeftToOffer() {
        assertThat(findings(STORE + "<remove_protocols>T</remove_protocols>")).contains("remove_protocols: T: leaves no protocol; the provider knows: TLSv1.3");
        assertThat(findings(STORE + "<allow_cipher_suite>TLS_MADE_UP</allow_cipher_suite>")).contains("leaves no cipher suite");
        assertThat(findings(STORE + "<allow_cipher_suite>TLS_RSA_.*</allow_cipher_suite>")).contains("is a pattern, not the name of a cipher suite");
        assertThat(findings(STORE + "<remove_cipher_suites>(</remove_cipher_suites>")).contains("is not a regular expression");
    }

    @Test
    void providersAreKnownToTheJvm() {
        assertThat(findings(STORE + "<TLS_provider>SunJSSE</TLS_provider>")).isEmpty();
        assertThat(findings(STORE + "<TLS_provider>Nobody</TLS_provider>")).contains("Nobody: is not known to the JVM; known: ").contains("SunJSSE");
        ConfigReader.Result conscrypt = read(STORE + "<TLS_provider>Conscrypt</TLS_provider>");
        assertThat(ConfigFiles.findings(conscrypt)).startsWith("WARN").contains("the provider of the JVM is used");
        assertThat(conscrypt.config().socket("Safe").tls().provider()).isNull();
    }

    @Test
    @Behaviour(12)
    void controlSocketsDemandNoCertificateThatCreationSocketsDoNot() {
        String text = "<control_link_address>a</control_link_address>"
                + "<https_server name='S'><port>1</port><port_type>CREATE_ONLY</port_type>" + STORE
                + "<use_client_auth>Y</use_client_auth></https_server>"
                + "<https_server name='CR'><port>2</port><port_type>CONTROL_ONLY</port_type>" + STORE
                + "<force_client_auth>%s</force_client_auth></https_server>";

        assertThat(ConfigFiles.findings(ConfigFiles.read(dir, ConfigFiles.minimal(text.formatted("Y"))))).startsWith("WARN")
                .contains("https_server[CR]: refuses TLS suites, protocols or certificates that https_server[S]");
        assertThat(ConfigFiles.findings(ConfigFiles.read(dir, ConfigFiles.minimal(text.formatted("N"))))).isEmpty();
    }

    @Test
    @Behaviour(12)
    void controlSocketsAreNotStricterThanCreationSockets() {
        String text = "<control_link_address>a</control_link_address>"
                + "<https_server name='S'><port>1</port><port_type>CREATE_ONLY</port_type>" + STORE + "</https_server>"
                + "<https_server name='CR'><port>2</port><port_type>CONTROL_ONLY</port_type>" + STORE
                + "<remove_protocols>TLSv1.2</remove_protocols></https_server>";

        assertThat(ConfigFiles.findings(ConfigFiles.read(dir, ConfigFiles.minimal(text)))).startsWith("WARN")
                .contains("https_server[CR]: refuses TLS suites, protocols or certificates that https_server[S]");
    }
}
