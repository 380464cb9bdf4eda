package dev.sluice.tests.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Behaviour;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.NodeSettings;
import dev.sluice.tests.kit.RawStream;
import dev.sluice.tests.port.FreePorts;
import dev.sluice.tests.proof.Setting;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What balancers and orchestrators are told, and where. */
@Timeout(120)
class HealthTest {

    private static String socket(String name, int port, String type) {
        return "<http_server name=\"" + name + "\"><port>" + port + "</port><port_type>" + type + "</port_type>"
                + "<listening_interface>127.0.0.1</listening_interface></http_server>";
    }

    @Test
    @Behaviour(37)
    @Setting({"healthcheck", "healthcheck/available_on_server", "healthcheck/available_on_server@name"})
    void theHealthCheckAnswersWhereTheConfigurationSaysWhateverTheTypeOfTheSocket() throws Exception {
        int creating = FreePorts.next();
        int controlling = FreePorts.next();
        // A second element of the same name comes after the first one's end.
        NodeSettings settings = new NodeSettings().set("service_url_prefix", "/push")
                .set("max_sessions", "0</max_sessions>" + socket("S", creating, "CREATE_ONLY") + socket("CR", controlling, "CONTROL_ONLY")
                        + "<max_sessions>")
                .set("healthcheck", "<available_on_server name=\"S\"/><available_on_server name=\"CR\"/>");
        try (NodeProcess node = NodeProcess.start(settings)) {
            for (int port : new int[] {creating, controlling}) {
                for (String prefix : List.of("", "/push")) {
                    HttpResponse<String> answer = Probe.get("http://127.0.0.1:" + port + prefix + "/lightstreamer/healthcheck");
                    assertThat(answer.statusCode()).isEqualTo(200);
                    assertThat(answer.body()).isEqualTo("OK\r\n");
                    assertThat(answer.headers().firstValue("content-length")).contains("4");
                }
                for (String probe : List.of("/livez", "/readyz")) {
                    HttpResponse<String> answer = Probe.get("http://127.0.0.1:" + port + probe);
                    assertThat(answer.statusCode()).as(probe).isEqualTo(200);
                    assertThat(answer.body()).as(probe).isEmpty();
                }
            }
            for (String path : List.of("/lightstreamer/healthcheck", "/livez", "/readyz")) {
                assertThat(Probe.get(node.url() + path).statusCode()).as(path).isEqualTo(404);
            }
            assertThat(node.logText()).contains("LightstreamerHealthCheck").contains("Health check of 127.0.0.1:");
        }
    }

    @Test
    void theProbeSocketTellsReasons() throws Exception {
        int probe = FreePorts.next();
        NodeSettings settings = new NodeSettings().set("max_sessions", "1")
                .set("sluice", "<probe_port>" + probe + "</probe_port>");
        try (NodeProcess node = NodeProcess.start(settings)) {
            String ready = "http://127.0.0.1:" + probe + "/readyz";
            assertThat(Probe.get(ready).statusCode()).isEqualTo(200);
            assertThat(Probe.get(ready).body()).contains("\"ok\" : true", "\"Running\"");
            assertThat(Probe.get("http://127.0.0.1:" + probe + "/livez").statusCode()).isEqualTo(200);
            assertThat(Probe.get("http://127.0.0.1:" + probe + "/lightstreamer/healthcheck").statusCode()).isEqualTo(404);
            assertThat(Probe.get(node.url() + "/readyz").statusCode()).isEqualTo(404);
            try (RawStream only = RawStream.open(node.port(), "TEST")) {
                HttpResponse<String> full = Probe.get(ready);
                assertThat(full.statusCode()).isEqualTo(503);
                assertThat(full.body()).contains("max-sessions", "max_sessions=1");
                assertThat(only.control("LS_reqId=1&LS_op=destroy")).startsWith("REQOK");
            }
        }
    }
}
