package dev.sluice.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigRulesTest {
    @TempDir
    Path dir;

    private String findings(String more) {
        return ConfigFiles.findings(ConfigFiles.read(dir, ConfigFiles.minimal(more)));
    }

    private String instead(String from, String to) {
        return ConfigFiles.findings(ConfigFiles.read(dir, ConfigFiles.minimal("").replace(from, to)));
    }

    private static String socket(String name, int port, String more) {
        return "<http_server name='" + name + "'><port>" + port + "</port>" + more + "</http_server>";
    }

    @Test
    void aNodeWithoutSocketsDoesNotStart() {
        assertThat(instead("<http_server name=\"One\"><port>8080</port></http_server>", "")).isEqualTo(
                "ERROR 1:1: lightstreamer_conf: has no http_server and no https_server, the node would listen nowhere; add one");
    }

    @Test
    void socketNamesAreUniqueAndAscii() {
        assertThat(findings(socket("One", 81, ""))).isEqualTo(
                "ERROR 13:1: http_server[One]@name: One: is the name of http_server on line 2 too; rename one of them");
        assertThat(findings(socket("Zw\u00f6", 81, ""))).contains("holds characters outside of printable ASCII");
    }

    @Test
    void socketsDoNotShareAPlace() {
        assertThat(findings(socket("Two", 8080, ""))).isEqualTo("ERROR 13:25: http_server[Two]/port: 8080: is already used by "
                + "http_server[One] on line 2; change one port or listening_interface");
        assertThat(findings(socket("Two", 8080, "<listening_interface>127.0.0.1</listening_interface>"))).isEmpty();
    }

    @Test
    void socketsAreReferredToByTheirNames() {
        assertThat(findings("<healthcheck><available_on_server name='Two'/></healthcheck>")).isEqualTo(
                "ERROR 13:14: healthcheck/available_on_server@name: Two: is not the name of a socket; choose one of One");
    }

    @Test
    void keepaliveLimitsAreStrictlyOrdered() {
        assertThat(instead("<max_keepalive_millis>30000", "<max_keepalive_millis>1000")).isEqualTo("ERROR 9:1: "
                + "min_keepalive_millis: 1000: is not below max_keepalive_millis=1000 (line 10); default_keepalive_millis=5000; lower min or raise max");
        assertThat(instead("<min_keepalive_millis>1000", "<min_keepalive_millis>5000")).contains(
                "min_keepalive_millis: 5000: is not below default_keepalive_millis=5000 (line 8)");
        assertThat(instead("<default_keepalive_millis>5000", "<default_keepalive_millis>30000")).contains(
                "default_keepalive_millis: 30000: is not below max_keepalive_millis=30000 (line 10)");
    }

    @Test
    void proxyProtocolAndForwardedAddressesExcludeEachOther() {
        assertThat(findings(socket("Two", 81, "<client_identification><proxy_protocol_enabled>Y</proxy_protocol_enabled>"
                + "<skip_local_forwards>1</skip_local_forwards></client_identification>"))).contains(
                "http_server[Two]/client_identification/skip_local_forwards: 1: excludes proxy_protocol_enabled=Y (line 13)");
    }

    @Test
    void idleThreadsFitInTheirPool() {
        assertThat(findings("<server_pool_max_size>5</server_pool_max_size><server_pool_max_free>6</server_pool_max_free>"))
                .contains("server_pool_max_free: 6: is above server_pool_max_size=5");
        assertThat(findings("<https_auth_pool_max_size>0</https_auth_pool_max_size>"))
                .contains("https_auth_pool_max_size: 0: means unlimited and needs https_auth_pool_max_free");
    }

    @Test
    void specialCasesNeedAValueAndACondition() {
        assertThat(instead("<content_length>", "<content_length><special_case/>")).contains("special_case@value: is missing")
                .contains("special_case/user_agent: is missing");
        assertThat(instead("<content_length>", "<content_length><special_case value='1'><user_agent/></special_case>"))
                .contains("user_agent@contains: is missing");
    }

    @Test
    void originRulesAreWellFormed() {
        String rule = "<cross_domain_policy><allow_access_from scheme='%s' host='%s' port='%s'/></cross_domain_policy>";
        assertThat(findings(rule.formatted("http", "*.example.com", "80"))).isEmpty();
        assertThat(findings(rule.formatted("http", "*.com", "80"))).contains("a star stands alone");
        assertThat(findings(rule.formatted("http", "http://example.com", "*"))).contains("is not a host");
        assertThat(findings(rule.formatted("http", "*", "eighty"))).contains("is not a port");
        assertThat(findings("<cross_domain_policy><allow_access_from host='*'/></cross_domain_policy>"))
                .contains("allow_access_from@scheme: is missing").contains("allow_access_from@port: is missing");
    }

    @Test
    void pathsOfAddressesBeginWithASlashAndHideNothing() {
        assertThat(findings("<service_url_prefix>push</service_url_prefix>")).contains("does not start with /; write /push");
        assertThat(findings("<dashboard><public>Y</public><available_on_all_servers>Y</available_on_all_servers>"
                + "<dashboard_url_path>/lightstreamer/board</dashboard_url_path></dashboard>")).startsWith("WARN").contains("hides requests");
    }

    @Test
    void connectorWithoutUsersIsUseless() {
        String jmx = "<jmx><rmi_connector><port>1</port></rmi_connector></jmx>";
        assertThat(findings(jmx)).startsWith("WARN").contains("nobody can connect");
        assertThat(findings(jmx + "<ensure_stopping_service>Y</ensure_stopping_service>")).startsWith("ERROR").contains("nobody can connect");
        assertThat(findings("<ensure_stopping_service>Y</ensure_stopping_service>")).contains("needs jmx/rmi_connector");
    }

    @Test
    void unreachableDashboardIsMentioned() {
        assertThat(findings("<dashboard><public>Y</public></dashboard>")).isEqualTo(
                "INFO 13:1: dashboard: is unreachable: no socket serves it");
    }

    @Test
    void differencesAreKnownByName() {
        assertThat(findings("<default_diff_order>diff_match_patch, jsonpatch</default_diff_order>")).isEmpty();
        assertThat(findings("<default_diff_order>xdiff</default_diff_order>")).contains("\"xdiff\" is not a known algorithm");
        assertThat(findings("<jsonpatch_min_length>none</jsonpatch_min_length>")).isEmpty();
        assertThat(findings("<jsonpatch_min_length>few</jsonpatch_min_length>")).contains("neither a number of characters nor none");
    }

    @Test
    void portTypesNeedAControlLinkAndSomeoneWhoCreates() {
        assertThat(instead("<port>8080</port>", "<port>8080</port><port_type>CONTROL_ONLY</port_type>")).contains(
                "stands without control_link_address").contains("none accepts session creation");
        assertThat(ConfigFiles.findings(ConfigFiles.read(dir, ConfigFiles.minimal("<control_link_address>a</control_link_address>")
                .replace("<port>8080</port>", "<port>8080</port><port_type>CREATE_ONLY</port_type>")))).startsWith("INFO")
                .contains("is CREATE_ONLY as all sockets are");
        assertThat(instead("<port>8080</port>", "<port>8080</port><port_type>create_only</port_type>")).contains("is not one of CREATE_ONLY");
    }

    @Test
    void filesThatPagesNeedAreLookedFor() {
        assertThat(findings("<web_server><enabled>Y</enabled><pages_dir>nowhere</pages_dir><mime_types_config>log.xml</mime_types_config>"
                + "<flex_crossdomain_enabled>Y</flex_crossdomain_enabled></web_server>"))
                .contains("pages_dir: nowhere: cannot be read").contains("needs flex_crossdomain_path");
        assertThat(instead("log.xml", "nolog.xml")).startsWith("ERROR").contains("logback_properties: nolog.xml: cannot be read");
    }

    @Test
    void settingsThatSwitchSomethingOffSaySo() {
        assertThat(findings("<use_http_11>N</use_http_11>")).isEqualTo("INFO 13:1: use_http_11: N: switches WebSocket off");
        assertThat(findings("<session_recovery_millis>1</session_recovery_millis><max_recovery_length>0</max_recovery_length>"))
                .startsWith("INFO").contains("max_recovery_length: 0: keeps nothing to recover with, though session_recovery_millis=1");
    }
}
