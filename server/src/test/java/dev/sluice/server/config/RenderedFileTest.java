package dev.sluice.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file as a deployment template renders it, with the names that template writes (conf.md 1.12 and 1.13). */
class RenderedFileTest {
    private static final Path FILE = Path.of("src/test/resources/dev/sluice/server/config/helm.xml");
    private static final Map<String, String> ENVIRONMENT =
            Map.of("LS_RMI_CREDENTIAL_ONE_USER", "operator", "LS_RMI_CREDENTIAL_ONE_PASSWORD", "secret");

    @TempDir
    Path dir;

    @BeforeEach
    void writeStore() throws Exception {
        Path folder = Files.createDirectories(dir.resolve("keystores/server"));
        TestStores.write(folder.resolve("keystore.p12"), "PKCS12", "secret", true);
        Files.writeString(folder.resolve("keystore.password"), "secret\n");
    }

    private ConfigReader.Result read(String from, String to) throws IOException {
        return ConfigFiles.read(dir, Files.readString(FILE).replace(from, to), Map.of(), ENVIRONMENT);
    }

    @Test
    void itStartsUnchangedWithHintsOnly() throws IOException {
        ConfigReader.Result result = read("", "");

        assertThat(ConfigFiles.findings(result)).isEqualTo("""
                INFO 4:5: edition_conf: ./lightstreamer_edition_conf.xml: has no effect: there are no licences, every feature is on
                INFO 36:5: use_protected_js: N: has no effect: only clients of generations that are not served asked for such pages
                INFO 81:5: mpn: has no effect: mobile push is outside this server, such requests are refused""");
        assertThat(result.config().management().rmiConnector().users())
                .containsExactly(new ManagementConfig.User("operator", "secret", true));
        assertThat(result.config().socket("HTTP Server").clients().privateAddress()).isTrue();
        assertThat(result.config().sessions().controlLinkAddress()).isNull();
        assertThat(result.config().adapters().asyncProcessingThresholdMillis()).isEqualTo(60_000);
    }

    @Test
    void patternsInTheListOfSuitesArePointedAt() throws IOException {
        assertThat(ConfigFiles.findings(read("<enforce_", "<allow_cipher_suite>TLS_RSA_.*</allow_cipher_suite><enforce_"))).contains("ERROR")
                .contains("allow_cipher_suite: TLS_RSA_.*: is a pattern, not the name of a cipher suite; write one name, or use remove_cipher_suites");
    }

    @Test
    void switchedOnMobilePushIsAWarning() throws IOException {
        assertThat(ConfigFiles.findings(read("<enabled>N</enabled>\n        <hib", "<enabled>Y</enabled>\n        <hib"))).contains("WARN 81:5: mpn: has no effect");
    }
}
