package dev.sluice.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.tests.kit.Behaviour;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;

/** What the options show in which the balancer keeps a client on a node by a cookie. */
abstract class CookieCase extends OptionCase {

    CookieCase(String option) {
        super(option);
    }

    @Step
    @Order(10)
    void clientsOfOneAddressCanBeOnTwoNodes() {
        List<String> sessions = List.of(session(create("200.0.0.101")), session(create("200.0.0.101")));
        assertThat(sessions.stream().map(id -> bed().home(id)).distinct()).hasSize(2);
    }

    @Step
    @Order(11)
    @Behaviour(20)
    void cookieIsSetOnceAndHoldsForHttpAndWebSocket() {
        JsonNode created = bed().request("c1", deployment().url(), "create_session", SHORT_SESSION);
        String cookie = cookie(created);
        ClusterNode home = bed().home(session(created));
        assertThat(cookie).isEqualTo("LSNODE=" + home.host());
        for (int i = 0; i < 4; i++) {
            JsonNode bound = bed().request("c1", deployment().url(), "bind_session", bind(created),
                    "headers", Map.of("Cookie", cookie));
            assertThat(bound.path("body").asText()).contains("CONOK,");
            assertThat(cookie(bound)).isNull();
            JsonNode upgraded = bed().java("c1").ask("http", "url", deployment().url() + "/lightstreamer",
                    "headers", WebSocketHandshake.headers("Cookie", cookie));
            assertThat(upgraded.path("status").asInt()).isEqualTo(101);
            assertThat(cookie(upgraded)).isNull();
        }
        assertThat(bed().balancer().lines()).filteredOn(line -> line.status() == 101).anyMatch(line ->
                line.server().equals(home.host()));
    }

    @Step
    @Order(12)
    void requestsWithoutTheCookieGoAstrayAndAreToldSo() {
        bed().nodes().forEach(ClusterNode::awaitWindowOver);
        JsonNode created = bed().request("c1", deployment().url(), "create_session", SHORT_SESSION);
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            answers.add(bed().request("c1", deployment().url(), "control",
                    "LS_reqId=7&LS_op=constrain&LS_requested_max_bandwidth=50&LS_session=" + session(created))
                    .path("body").asText());
            answers.add(bed().request("c1", deployment().url(), "bind_session", bind(created)).path("body").asText());
            answers.add(bed().request("c1", deployment().url(), "heartbeat", "").path("body").asText());
        }
        assertThat(answers).anyMatch(text -> text.contains("CONERR,21,") || text.contains("REQERR,7,11,"));
    }

    private static String bind(JsonNode created) {
        return "LS_polling=true&LS_polling_millis=0&LS_idle_millis=0&LS_session=" + session(created);
    }

    private static String cookie(JsonNode answer) {
        return answer.path("head").asText().lines().filter(line -> line.toLowerCase().startsWith("set-cookie: "))
                .map(line -> line.substring("set-cookie: ".length()).replaceAll(";.*", "")).findFirst().orElse(null);
    }
}
