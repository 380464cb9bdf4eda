package dev.sluice.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingGuideTest {

    @Test
    void everySettingHasAMeaningAndEveryMeaningASetting() {
        assertThat(Meaning.all().keySet()).containsExactlyInAnyOrderElementsOf(SettingTable.get().all().stream().map(Setting::path).toList());
        assertThat(Meaning.all().values()).allMatch(meaning -> meaning.text().matches("\\w.*\\.") && meaning.relations().matches("(.*\\.)?"));
    }

    @Test
    void thePageInDocsIsTheOneOfTheseTables() throws IOException {
        assertThat(Files.readString(Path.of("..", "docs", "configuration.md"))).as("write it again with ./sluice explain --markdown")
                .isEqualTo(SettingGuide.markdown());
    }

    @Test
    void settingsAreFoundByPathOrNameInAnyForm() {
        assertThat(SettingGuide.find("Max_Sessions")).containsExactly("max_sessions");
        assertThat(SettingGuide.find("<sendbuf>")).containsExactly("sendbuf");
        assertThat(SettingGuide.find("lightstreamer_conf/websocket/enabled")).containsExactly("websocket/enabled");
        assertThat(SettingGuide.find("http_server[One]/port")).containsExactly("http_server/port");
        assertThat(SettingGuide.find("port")).containsExactly("http_server/port", "https_server/port",
                "cross_domain_policy/allow_access_from@port", "jmx/rmi_connector/port", "jmx/jmxmp_connector/port");
        assertThat(SettingGuide.find("randomize")).containsExactly("default_keepalive_millis@randomize", "max_idle_millis@randomize");
        assertThat(SettingGuide.find("sessions")).isEmpty();
    }

    @Test
    void unknownNamesAreMetWithTheNearest() {
        assertThat(SettingGuide.suggestions("max_sesions")).first().isEqualTo("max_sessions");
        assertThat(SettingGuide.suggestions("keepalive")).contains("default_keepalive_millis");
        assertThat(SettingGuide.suggestions("xyzzyxyzzy")).isEmpty();
    }

    @Test
    void allAboutASettingIsTold() {
        assertThat(SettingGuide.text("min_keepalive_millis")).isEqualToNormalizingNewlines("""
                min_keepalive_millis
                  Does:    Shortest such time a client can ask for.
                  Value:   whole number, 1 or more, in milliseconds
                  Default: none, it must be given
                  Given:   once in the root element
                  Limits:  Below default_keepalive_millis.
                  Here:    acts
                """);
        assertThat(SettingGuide.text("web_server/use_compression/special_case@value")).contains("Value:   Y or N")
                .contains("Given:   once on web_server/use_compression/special_case");
        assertThat(SettingGuide.text("dashboard/user@id")).as("the block around it").contains("Here:    no effect yet: there is no dashboard");
        assertThat(SettingGuide.text("mpn/enabled")).contains("Here:    no effect: mobile push is outside this server");
        assertThat(SettingGuide.text("version_conf")).contains("Here:    refused, the node does not start with it: use edition_conf");
        assertThat(SettingGuide.text("https_server/allow_cipher_suite")).contains("Given:   any number of times in https_server");
    }
}
