package dev.sluice.server.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ConfigTextTest {

    @Test
    void passwordsAreMaskedAndPathsOfPasswordFilesAreNot() {
        ConfigText text = new ConfigText("""
                <keystore_password>secret1</keystore_password>
                <keystore_password type="file">conf/pass</keystore_password>
                <user id="joe" password="secret2"/><USER PASSWORD = 'secret3' id='x'/>
                <show_password_on_request_log>N</show_password_on_request_log>
                """, new TreeMap<>());

        assertThat(text.text()).doesNotContain("secret1", "secret2", "secret3")
                .contains("<keystore_password>***</keystore_password>", "conf/pass", "id=\"joe\"",
                        "<show_password_on_request_log>N</show_password_on_request_log>");
    }

    @Test
    void settingsAreThoseWhoseNameContainsTheFilter() {
        ConfigText text = new ConfigText("", new TreeMap<>(Map.of("http_server.port", "80", "collector_millis", "2000")));

        assertThat(text.settings("server")).containsExactly(Map.entry("http_server.port", "80"));
        assertThat(text.settings(null)).hasSize(2);
    }
}
