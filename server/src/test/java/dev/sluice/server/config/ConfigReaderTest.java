package dev.sluice.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {
    @TempDir
    Path dir;

    private NodeConfig config(String more) {
        ConfigReader.Result result = ConfigFiles.read(dir, ConfigFiles.minimal(more));
        assertThat(ConfigFiles.findings(result)).isEmpty();
        return result.config();
    }

    private String findings(String more) {
        return ConfigFiles.findings(ConfigFiles.read(dir, ConfigFiles.minimal(more)));
    }

    @Test
    void absentElementsMeanTheirDefaults() {
        NodeConfig config = config("");

        assertThat(config.sessions().recoveryMillis()).isZero();
        assertThat(config.streams().maxDelayMillis()).isZero();
        assertThat(config.crossDomain().rules()).isEmpty();
        assertThat(config.webServer().enabled()).isFalse();
        assertThat(config.management().healthcheck().includes("One")).isFalse();
        assertThat(config.subscriptions().timeoutMillis()).isEqualTo(10_000);
        assertThat(config.connections().webSocket().maxClosingWaitMillis()).isEqualTo(20_000);
    }

    @Test
    void namesAreReadInAnyCase() {
        NodeConfig config = config("<Max_Sessions>7</Max_Sessions><HTTP_Server Name='Two'><PORT>8081</PORT></HTTP_Server>");

        assertThat(config.sessions().maxSessions()).isEqualTo(7);
        assertThat(config.socket("Two").port()).isEqualTo(8081);
    }

    @Test
    void blankElementsCountAsAbsent() {
        NodeConfig config = config("<max_sessions>  </max_sessions><max_sessions>9</max_sessions>"
                + "<service_url_prefix/><service_url_prefix>/push/</service_url_prefix>"
                + "<enable_expansion_for_adapters_config env_prefix=''>N</enable_expansion_for_adapters_config>");

        assertThat(config.sessions().maxSessions()).isEqualTo(9);
        assertThat(config.serviceUrlPrefixes()).containsExactly("/push");
        assertThat(config.adapters().envPrefix()).isNull();
    }

    @Test
    void wholeValuesAreExpandedFromPropertiesAndEnvironment() {
        var result = ConfigFiles.read(dir, ConfigFiles.minimal("""
                <control_link_address>$env.NODE</control_link_address>
                <max_sessions>$most</max_sessions>
                <max_streaming_millis>$nowhere</max_streaming_millis>
                <service_url_prefix>/a$most</service_url_prefix>
                <http_server name="$own"><port>81</port></http_server>
                <env_prefix>env.</env_prefix>"""), Map.of("most", "12", "own", "Named"), Map.of("NODE", "10.1.1.1:80"));

        assertThat(result.config().sessions().controlLinkAddress()).isEqualTo("10.1.1.1:80");
        assertThat(result.config().sessions().maxSessions()).isEqualTo(12);
        assertThat(result.config().serviceUrlPrefixes()).containsExactly("/a$most");
        assertThat(result.config().socket("Named")).isNotNull();
        assertThat(ConfigFiles.findings(result)).isEqualTo("INFO 15:1: max_streaming_millis: $nowhere: "
                + "counts as absent: it names a variable that is not set");
    }

    @Test
    void expansionCanBeSwitchedOffOrGivenAnotherSign() {
        var result = ConfigFiles.read(dir, ConfigFiles.minimal("""
                <jmx><rmi_connector><port>8888</port>
                <user id="$name" password="$ecret" password_prop_prefix=""/>
                <user id="%name" id_prop_prefix="%" password="p"/></rmi_connector></jmx>
                <control_link_address prop_prefix="">$host</control_link_address>"""),
                Map.of("name", "joe", "host", "wrong"), Map.of());

        assertThat(ConfigFiles.findings(result)).isEmpty();
        assertThat(result.config().management().rmiConnector().users())
                .containsExactly(new ManagementConfig.User("joe", "$ecret", true), new ManagementConfig.User("joe", "p", true));
        assertThat(result.config().sessions().controlLinkAddress()).isEqualTo("$host");
    }

    @Test
    void passwordThatLooksLikeAVariableIsNotPrinted() {
        String findings = findings("<jmx><rmi_connector><port>8888</port><user id='a' password='$ecret'/></rmi_connector></jmx>");

        assertThat(findings).contains("ERROR").contains("password_prop_prefix").doesNotContain("ecret");
    }

    @Test
    void unknownElementsAreWarningsWithTheNearestName() {
        assertThat(findings("<sesion_timeout_millis>5</sesion_timeout_millis>")).isEqualTo("WARN 13:1: "
                + "sesion_timeout_millis: is not a known element, ignored; did you mean session_timeout_millis?");
        assertThat(findings("<cookies at='once'/>")).isEqualTo("WARN 13:1: cookies: is not a known element, ignored; remove it");
    }

    @Test
    void childrenLeftBehindByACommentedBlockAreMisplaced() {
        String children = "<remove_protocols>SSL</remove_protocols><pages_dir>p</pages_dir>";
        assertThat(findings("<!-- <https_server name='a'> <port/> -->" + children + "<!-- </https_server> -->" + children)).isEqualTo("""
                INFO 13:41: remove_protocols: is ignored: the https_server around it is commented out
                WARN 13:81: pages_dir: is misplaced, ignored; it belongs inside web_server
                WARN 13:129: remove_protocols: is misplaced, ignored; it belongs inside https_server or jmx/rmi_connector
                WARN 13:169: pages_dir: is misplaced, ignored; it belongs inside web_server""");
        assertThat(findings("<!-- <https_server> </https_server> -->" + children)).doesNotContain("INFO");
    }

    @Test
    void elementsInsideABlankLeafAreMisplaced() {
        assertThat(findings("<use_compression>\n<default>Y</default></use_compression>"))
                .isEqualTo("WARN 14:1: use_compression/default: is misplaced, ignored; it belongs inside content_length or web_server/use_compression");
    }

    @Test
    void settingsWithoutEffectAreNamedOncePerBlock() {
        assertThat(findings("<mpn><enabled>Y</enabled><executor_pool><max_size>1</max_size></executor_pool></mpn>"))
                .isEqualTo("WARN 13:1: mpn: has no effect: mobile push is outside this server, such requests are refused");
    }

    @Test
    void discontinuedSettingsStopTheStart() {
        assertThat(findings("<version_conf>v</version_conf>"))
                .isEqualTo("ERROR 13:1: version_conf: v: is no longer a setting; remove it and use edition_conf");
    }

    @Test
    void allProblemsAreFoundInOneRun() {
        var result = ConfigFiles.read(dir, ConfigFiles.minimal("<max_sessions>x</max_sessions><deltadelivery>Y</deltadelivery>\n"
                + "<delta_delivery>maybe</delta_delivery><sendbuf>0</sendbuf>\n<sendbuf>5</sendbuf>"));

        assertThat(result.failed()).isTrue();
        assertThat(ConfigFiles.findings(result)).isEqualTo("""
                ERROR 13:1: max_sessions: x: is not a whole number; give a number of 0 or more, digits only, or leave it out for unlimited
                WARN 13:31: deltadelivery: is not a known element, ignored; did you mean delta_delivery?
                ERROR 14:1: delta_delivery: maybe: is not one of Y, N; choose one, or leave it out for Y
                ERROR 14:39: sendbuf: 0: is out of range; give a number of 1 or more, or leave it out for 1600
                ERROR 15:1: sendbuf: 5: is given twice, first on line 14; remove one of them""");
    }

    @Test
    void missingMandatorySettingsAreNamed() {
        var result = ConfigFiles.read(dir, "<lightstreamer_conf><http_server><port/></http_server></lightstreamer_conf>");

        assertThat(result.problems()).allMatch(p -> p.severity() == ConfigProblem.Severity.ERROR);
        assertThat(result.problems().stream().map(p -> p.path() + " " + p.reason()).toList()).containsExactlyInAnyOrder(
                "read_timeout_millis is missing", "logback_properties is missing", "collector_millis is missing",
                "content_length is missing", "session_timeout_millis is missing", "default_keepalive_millis is missing",
                "min_keepalive_millis is missing", "max_keepalive_millis is missing", "max_polling_millis is missing",
                "max_idle_millis is missing", "http_server@name is missing", "http_server/port is missing: it is empty");
    }

    @Test
    void unreadableFilesNeverMeanDefaults() throws IOException {
        assertThat(new ConfigReader().read(dir.resolve("none.xml")).problems().get(0).message()).endsWith("none.xml: no such file; name the file, or set LS_CONFIG");
        assertThat(new ConfigReader().read(dir).failed()).isTrue();
        Path broken = Files.writeString(dir.resolve("broken.xml"), "<lightstreamer_conf>\n<sendbuf>1</sendbug>\n");
        assertThat(new ConfigReader().read(broken).problems().get(0).message()).startsWith(broken + ":2:").contains("not well-formed XML");
        Path other = Files.writeString(dir.resolve("other.xml"), "<html/>");
        assertThat(new ConfigReader().read(other).problems().get(0).message()).endsWith("1:1: html: is the root element instead of lightstreamer_conf; name a configuration file");
    }

    @Test
    void documentTypesAndEntitiesAreRefused() throws IOException {
        Path secret = Files.writeString(dir.resolve("secret"), "secret");
        String text = "<!DOCTYPE lightstreamer_conf [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>\n"
                + ConfigFiles.minimal("<control_link_address>&x;</control_link_address>");

        var result = ConfigFiles.read(dir, text);

        assertThat(result.failed()).isTrue();
        assertThat(result.problems().toString()).doesNotContain("secret");
    }

    @Test
    void otherEncodingsAreRead() throws IOException {
        String text = ConfigFiles.minimal("<!-- \u00e9 --><max_sessions>3</max_sessions>");
        Files.writeString(dir.resolve("log.xml"), "<configuration/>");
        for (var charset : List.of(StandardCharsets.UTF_16, StandardCharsets.ISO_8859_1)) {
            String prologue = "<?xml version='1.0' encoding='" + charset + "'?>";
            Path file = Files.write(dir.resolve("conf.xml"), (prologue + text).getBytes(charset));
            assertThat(new ConfigReader().read(file).config().sessions().maxSessions()).isEqualTo(3);
        }
        Path wrong = Files.write(dir.resolve("wrong.xml"), text.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(new ConfigReader().read(wrong).problems().get(0).message()).endsWith("wrong.xml:13:6: not valid UTF-8 from here on");
    }

    @Test
    void effectiveSettingsAreListedByNameWithoutPasswords() {
        var result = ConfigFiles.read(dir, ConfigFiles.minimal("<http_server name='Two'><port>81</port></http_server>"
                + "<max_idle_millis/><dashboard><user id='u' password='p'/></dashboard>"));

        assertThat(result.effective()).containsEntry("http_server2(name)", "Two").containsEntry("http_server1.port", "8080")
                .containsEntry("dashboard.user(password)", "***").containsEntry("content_length.default", "4000000")
                .doesNotContainKey("max_sessions");
    }

    @Test
    void placesOfSettingsAreKnown() {
        var places = ConfigFiles.read(dir, ConfigFiles.minimal("<jmx><rmi_connector><port>8888</port>\n<user id='a=b' password='secret'/>"
                + "</rmi_connector></jmx>\n  <http_server name='Two=2'><port>$none</port><port>81</port></http_server>")).places();

        assertThat(places.get("")).isEqualTo(new SettingPlace(1, 1, "", ""));
        assertThat(places.get("jmx.rmi_connector.user(id)")).isEqualTo(new SettingPlace(14, 1, "jmx/rmi_connector/user@id", "a=b"));
        assertThat(places.get("jmx.rmi_connector.user(password)").value()).isEqualTo("***");
        assertThat(places.get("http_server2")).isEqualTo(new SettingPlace(15, 3, "http_server[Two=2]", ""));
        assertThat(places.get("http_server2.port")).isEqualTo(new SettingPlace(15, 47, "http_server[Two=2]/port", "81"));
        assertThat(places).doesNotContainKey("max_sessions");
    }
}
