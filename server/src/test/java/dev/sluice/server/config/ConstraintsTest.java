package dev.sluice.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The constraints V1 to V29 of the reference, one by one: a file that breaks one, and how that is told. V3 between a wildcard and
 * a single address is the system's to refuse when the node listens, V29 is about adapters.xml (AdapterSetsTest).
 */
class ConstraintsTest {
    private static final String STORE = "<keystore type='PKCS12'><keystore_file>server.p12</keystore_file>"
            + "<keystore_password>secret</keystore_password></keystore>";
    private static final String RMI = "<jmx><rmi_connector><port>1</port>%s</rmi_connector></jmx>";
    private static final List<Integer> ELSEWHERE = List.of(29);

    @TempDir
    Path dir;

    /**
     * A broken constraint.
     *
     * @param number  of the constraint
     * @param from    what is replaced in the valid file; null = {@code to} is added
     * @param finding severity, path and more of the line that tells it, in order, with ~ in between
     */
    record Breach(int number, String from, String to, String finding) {
        @Override
        public String toString() {
            return "V" + number + " " + finding;
        }
    }

    private static Breach add(int number, String more, String finding) {
        return new Breach(number, null, more, finding);
    }

    private static String tls(String more) {
        return "<https_server name='Safe'><port>8443</port>" + STORE + more + "</https_server>";
    }

    private static String rule(String scheme, String host, String port) {
        return "<cross_domain_policy><allow_access_from scheme='%s' host='%s' port='%s'/></cross_domain_policy>".formatted(scheme, host, port);
    }

    static Stream<Breach> breaches() {
        String one = "<http_server name=\"One\"><port>8080</port></http_server>";
        Stream<Breach> mandatory = Stream.of("read_timeout_millis", "logback_properties", "collector_millis", "session_timeout_millis",
                "default_keepalive_millis", "min_keepalive_millis", "max_keepalive_millis", "max_polling_millis", "max_idle_millis")
                .map(name -> new Breach(13, "<" + name + ">", "<" + name + "/><!-- ", "ERROR~" + name + "~is missing"));
        return Stream.concat(mandatory, Stream.of(
                new Breach(1, one, "", "ERROR~has no http_server and no https_server"),
                new Breach(2, " name=\"One\"", "", "ERROR~http_server@name: is missing"),
                new Breach(2, "\"One\"", "\"Zw\u00f6\"", "ERROR~outside of printable ASCII"),
                add(2, tls("").replace("Safe", "One"), "ERROR~https_server[One]@name: One: is the name of http_server on line 2 too"),
                add(3, "<http_server name='Two'><port>8080</port></http_server>", "ERROR~http_server[Two]/port: 8080: is already used by http_server[One] on line 2"),
                add(4, "<healthcheck><available_on_server name='Two'/></healthcheck>", "ERROR~available_on_server@name: Two: is not the name of a socket"),
                add(4, "<dashboard><available_on_server name='Two'/></dashboard>", "ERROR~available_on_server@name: Two: is not the name of a socket"),
                new Breach(5, "<min_keepalive_millis>1000", "<min_keepalive_millis>5000", "ERROR~min_keepalive_millis: 5000: is not below default_keepalive_millis=5000"),
                new Breach(5, "<max_keepalive_millis>30000", "<max_keepalive_millis>5000", "ERROR~default_keepalive_millis: 5000: is not below max_keepalive_millis=5000"),
                add(6, tls("<allow_cipher_suite>TLS_AES_128_GCM_SHA256</allow_cipher_suite><remove_cipher_suites>RSA</remove_cipher_suites>"),
                        "ERROR~remove_cipher_suites: RSA: excludes allow_cipher_suite"),
                add(6, tls("<allow_protocol>TLSv1.3</allow_protocol><remove_protocols>SSL</remove_protocols>"), "ERROR~remove_protocols: SSL: excludes allow_protocol"),
                add(7, tls("<enforce_server_cipher_suite_preference order='config'>Y</enforce_server_cipher_suite_preference>"), "ERROR~@order: config: needs allow_cipher_suite"),
                add(8, tls("<remove_protocols>.</remove_protocols>"), "ERROR~leaves no protocol; the provider knows: ~TLSv1.3"),
                add(8, tls("<remove_cipher_suites>TLS</remove_cipher_suites>"), "ERROR~leaves no cipher suite; the provider knows: "),
                add(9, tls("").replace("server.p12", "none.p12"), "ERROR~keystore_file: none.p12: cannot be read"),
                add(9, tls("").replace(">secret<", ">wrong<"), "ERROR~keystore_file: server.p12: cannot be opened as PKCS12"),
                add(9, tls("").replace("<keystore_password>secret</keystore_password>", ""), "ERROR~keystore: needs keystore_file and keystore_password"),
                add(10, tls("<truststore><truststore_file>none</truststore_file></truststore>"), "INFO~truststore: is not looked at"),
                new Breach(11, "<port>8080</port>", "<port>8080</port><client_identification><proxy_protocol_enabled>Y</proxy_protocol_enabled>"
                        + "<skip_local_forwards>1</skip_local_forwards></client_identification>", "ERROR~skip_local_forwards: 1: excludes proxy_protocol_enabled=Y"),
                add(12, "<server_pool_max_free>1001</server_pool_max_free>", "ERROR~server_pool_max_free: 1001: is above server_pool_max_size=1000"),
                add(12, "<server_pool_max_size>0</server_pool_max_size>", "ERROR~server_pool_max_size: 0: means unlimited and needs server_pool_max_free"),
                add(12, "<https_auth_pool_max_size>0</https_auth_pool_max_size>", "ERROR~https_auth_pool_max_size: 0: means unlimited and needs https_auth_pool_max_free"),
                new Breach(13, "<default>4000000</default>", "", "ERROR~content_length/default: is missing"),
                new Breach(14, "<default>", "<special_case><user_agent contains='a'/></special_case><default>", "ERROR~special_case@value: is missing"),
                new Breach(14, "<default>", "<special_case value='1'/><default>", "ERROR~special_case/user_agent: is missing"),
                new Breach(14, "<default>", "<special_case value='1'><user_agent/></special_case><default>", "ERROR~user_agent@contains: is missing"),
                add(15, "<cross_domain_policy><allow_access_from host='*'/></cross_domain_policy>", "ERROR~allow_access_from@scheme: is missing~allow_access_from@port: is missing"),
                add(15, rule("*", "*.com", "*"), "ERROR~@host: *.com: a star stands alone or before at least a second-level domain"),
                add(15, rule("*", "a", "65536"), "ERROR~@port: 65536: is not a port"),
                add(15, "<cross_domain_policy options_max_age='1h'/>", "ERROR~options_max_age: 1h: is not a whole number"),
                add(16, "<service_url_prefix>push</service_url_prefix>", "ERROR~service_url_prefix: push: does not start with /; write /push"),
                add(16, "<service_url_prefix>/lightstreamer/x</service_url_prefix>", "WARN~service_url_prefix: /lightstreamer/x: lies below /lightstreamer"),
                add(16, "<dashboard><dashboard_url_path>d</dashboard_url_path></dashboard>", "ERROR~dashboard_url_path: d: does not start with /"),
                add(16, "<dashboard><dashboard_url_path>/</dashboard_url_path></dashboard>", "WARN~dashboard_url_path: /: lies across /lightstreamer"),
                add(16, "<dashboard><dashboard_url_path>/lightstreamer/d</dashboard_url_path></dashboard>", "WARN~lies across /lightstreamer"),
                add(16, "<mpn><enabled>Y</enabled><apple_web_service_path>a</apple_web_service_path></mpn>", "ERROR~apple_web_service_path: does not start with /"),
                add(17, RMI.formatted(""), "WARN~jmx/rmi_connector: has public=N and no user, nobody can connect"),
                add(17, RMI.formatted("") + "<ensure_stopping_service>Y</ensure_stopping_service>", "ERROR~jmx/rmi_connector: has public=N and no user"),
                add(18, "<ensure_stopping_service>Y</ensure_stopping_service>", "ERROR~ensure_stopping_service: Y: needs jmx/rmi_connector"),
                add(18, RMI.formatted("<public>Y</public><test_ports>N</test_ports>") + "<ensure_stopping_service>Y</ensure_stopping_service>",
                        "INFO~test_ports: N: is overruled by ensure_stopping_service=Y"),
                add(19, "<dashboard><available_on_all_servers>Y</available_on_all_servers></dashboard>", "INFO~dashboard: is unreachable: public=N and no user"),
                add(19, "<dashboard><public>Y</public></dashboard>", "INFO~dashboard: is unreachable: no socket serves it"),
                add(20, "<web_server><flex_crossdomain_enabled>Y</flex_crossdomain_enabled></web_server>", "ERROR~flex_crossdomain_enabled: Y: needs flex_crossdomain_path"),
                add(20, "<web_server><silverlight_accesspolicy_enabled>Y</silverlight_accesspolicy_enabled></web_server>", "ERROR~needs silverlight_accesspolicy_path"),
                add(21, "<jsonpatch_min_length>few</jsonpatch_min_length>", "ERROR~jsonpatch_min_length: few: is neither a number of characters nor none"),
                add(21, "<default_diff_order>jsonpatch,xdiff</default_diff_order>", "ERROR~default_diff_order: jsonpatch,xdiff: \"xdiff\" is not a known algorithm"),
                new Breach(22, "<port>8080</port>", "<port>8080</port><port_type>CREATE_ONLY</port_type>", "WARN~port_type: CREATE_ONLY: stands without control_link_address"),
                new Breach(23, "<port>8080</port>", "<port>8080</port><port_type>CONTROL_ONLY</port_type>", "WARN~is CONTROL_ONLY as all sockets are, none accepts session creation"),
                new Breach(24, "</http_server>", "<port_type>CREATE_ONLY</port_type></http_server><control_link_address>a</control_link_address>",
                        "INFO~is CREATE_ONLY as all sockets are; control_link_address must lead to another socket"),
                add(25, "<use_http_11>N</use_http_11>", "INFO~use_http_11: N: switches WebSocket off"),
                add(26, "<mpn><enabled>Y</enabled><module_timeout_millis>5000</module_timeout_millis></mpn>",
                        "WARN~module_timeout_millis: is not above module_check_period_millis=5000, which switches the module off"),
                add(27, tls("<TLS_provider>Nobody</TLS_provider>"), "ERROR~TLS_provider: Nobody: is not known to the JVM; known: "),
                add(28, "<session_recovery_millis>1</session_recovery_millis><max_recovery_length>0</max_recovery_length>",
                        "INFO~max_recovery_length: 0: keeps nothing to recover with")));
    }

    @ParameterizedTest
    @MethodSource("breaches")
    void eachConstraintIsToldWithItsSeverity(Breach breach) throws Exception {
        TestStores.write(dir.resolve("server.p12"), "PKCS12", "secret", true);
        String valid = ConfigFiles.minimal(breach.from() == null ? breach.to() : "");
        String text = breach.from() == null ? valid : valid.replace(breach.from(), breach.to());
        if (text.contains("<!-- ")) {
            text = text.replaceAll("(<!-- [^<]*)</\\w+>", "$1 -->");
        }

        ConfigReader.Result result = ConfigFiles.read(dir, text);

        assertThat(ConfigFiles.findings(result)).containsSubsequence(breach.finding().split("~"));
        assertThat(result.failed()).isEqualTo(breach.finding().startsWith("ERROR"));
    }

    @Test
    void noConstraintIsLeftOut() {
        assertThat(Stream.concat(breaches().map(Breach::number), ELSEWHERE.stream()).distinct().sorted().toList())
                .isEqualTo(IntStream.rangeClosed(1, 29).boxed().toList());
    }
}
