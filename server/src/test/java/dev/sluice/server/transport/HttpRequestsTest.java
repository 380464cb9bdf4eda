package dev.sluice.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.config.SocketSettings;
import dev.sluice.server.request.ClientConnection;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpRequestsTest {

    private static final String CONTROL = "/lightstreamer/control.txt?LS_protocol=TLCP-2.4.1";
    private static TransportFixture node;

    @BeforeAll
    static void start(@TempDir Path dir) throws Exception {
        node = new TransportFixture(dir, s -> {
            s.requestLimit = 1000;
            s.serviceUrlPrefixes.add("/server1");
            SocketSettings.Add fixed = new SocketSettings.Add();
            fixed.name = "X-Accel-Buffering";
            fixed.value = "no";
            SocketSettings.Echo echo = new SocketSettings.Echo();
            echo.name = "cookie";
            s.httpServers.get(0).responseHttpHeaders.additions.add(fixed);
            s.httpServers.get(0).responseHttpHeaders.echoes.add(echo);
        });
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void aShortAnswerHasTheHeadersOfTheProtocol() throws Exception {
        try (RawClient client = node.connect()) {
            RawClient.Response response = client.post(CONTROL, "a=é", "Cookie: c=1");
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("control LS_protocol=TLCP-2.4.1 a=é\r\n");
            assertThat(response.header("content-type")).isEqualTo("text/plain; charset=utf-8");
            assertThat(response.header("cache-control")).isEqualTo("no-store, no-transform, no-cache");
            assertThat(response.header("pragma")).isEqualTo("no-cache");
            assertThat(response.header("expires")).isEqualTo("Thu, 1 Jan 1970 00:00:00 GMT");
            assertThat(response.header("server")).isEqualTo("Sluice/test");
            assertThat(response.header("date")).endsWith("GMT");
            assertThat(response.head()).contains("\r\nx-accel-buffering: no\r\n").contains("\r\ncookie: c=1\r\n");
            assertThat(response.header("access-control-allow-origin")).isNull();
        }
    }

    @Test
    void theVersionIsThatOfTheQuery() throws Exception {
        try (RawClient client = node.connect()) {
            client.post(CONTROL, "");
            assertThat(lastConnection().version().minor()).isEqualTo(4);
            client.post("/lightstreamer/control.txt?LS_protocol=TLCP-9.0.0", "LS_protocol=TLCP-2.1.0");
            assertThat(lastConnection().version()).isNull();
            client.get("/lightstreamer/control.txt");
            assertThat(lastConnection().version()).isNull();
        }
    }

    @Test
    void aConnectionServesRequestsInTheOrderOfTheirArrival() throws Exception {
        try (RawClient client = node.connect()) {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < 500; i++) {
                all.append("POST /lightstreamer/msg.txt?n=").append(i)
                        .append(" HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\na=b");
            }
            client.send(all.toString());
            for (int i = 0; i < 500; i++) {
                assertThat(client.response(true).body()).isEqualTo("msg n=" + i + " a=b\r\n");
            }
        }
    }

    @Test
    void aRequestMayComeInTwoPiecesOrInChunks() throws Exception {
        String request = "POST /lightstreamer/msg.txt?x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "4\r\nab=c\r\n2\r\nde\r\n0\r\n\r\n";
        try (RawClient client = node.connect()) {
            for (int cut = 1; cut < request.length(); cut++) {
                client.send(request.substring(0, cut));
                client.send(request.substring(cut));
                assertThat(client.response(true).body()).as("cut at %d", cut).isEqualTo("msg x ab=cde\r\n");
            }
        }
    }

    @Test
    void getCarriesItsParametersInTheQueryAndABodyOfItIsIgnored() throws Exception {
        try (RawClient client = node.connect()) {
            assertThat(client.get("/lightstreamer/msg.txt?LS_message=a%20b").body()).isEqualTo("msg LS_message=a%20b \r\n");
            assertThat(client.get("http://elsewhere/server1/lightstreamer/msg.txt?q").body()).isEqualTo("msg q \r\n");
        }
    }

    @Test
    void anAnswerOfNothingIsAnEmptyResponse() throws Exception {
        try (RawClient client = node.connect()) {
            RawClient.Response response = client.post("/lightstreamer/heartbeat.txt", "\r\n");
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.header("content-length")).isEqualTo("0");
        }
    }

    @Test
    void aClientThatWantsToCloseGetsALengthAndTheEnd() throws Exception {
        for (String request : new String[] {
            "POST " + CONTROL + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
            "POST " + CONTROL + " HTTP/1.0\r\nContent-Length: 0\r\n\r\n"}) {
            try (RawClient client = node.connect()) {
                RawClient.Response response = client.request(request);
                assertThat(response.header("connection")).isEqualTo("close");
                assertThat(response.body()).startsWith("control ");
                assertThat(client.atEnd()).isTrue();
            }
        }
    }

    @Test
    void expectationsAreMet() throws Exception {
        try (RawClient client = node.connect()) {
            client.send("POST " + CONTROL + " HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
            assertThat(client.head()).startsWith("HTTP/1.1 100 ");
            assertThat(client.send("a=b").response(true).body()).endsWith(" a=b\r\n");
            client.send("POST " + CONTROL + " HTTP/1.1\r\nHost: h\r\nExpect: wonders\r\nContent-Length: 3\r\n\r\n");
            assertThat(client.response(true).status()).isEqualTo(417);
        }
    }

    @Test
    void otherMethodsAndOtherResourcesAreRefused() throws Exception {
        try (RawClient client = node.connect()) {
            RawClient.Response head = client.request("HEAD " + CONTROL + " HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(head.status()).isEqualTo(405);
            assertThat(head.header("allow")).isEqualTo("GET, POST, OPTIONS");
            for (String path : new String[] {"/lightstreamer", "/lightstreamer/", "/lightstreamer/wsok.txt",
                "/lightstreamer/create_session.js", "/lightstreamer/a/control.txt", "/lightstreamer/nothing.txt", "/", "/index.html"}) {
                assertThat(client.get(path).status()).as(path).isEqualTo(404);
            }
            assertThat(client.get("/lightstreamers/control.txt").status()).isEqualTo(404);
        }
    }

    @Test
    void theHealthCheckAnswersOnEveryPrefix() throws Exception {
        try (RawClient client = node.connect()) {
            assertThat(client.get("/lightstreamer/healthcheck").body()).isEqualTo("OK\r\n");
            assertThat(client.get("/server1/lightstreamer/healthcheck").body()).isEqualTo("OK\r\n");
        }
    }

    @Test
    void whatIsTooLongIsRefusedAndTheConnectionClosed() throws Exception {
        refused(413, "POST " + CONTROL + " HTTP/1.1\r\nHost: h\r\nContent-Length: 8001\r\n\r\n");
        refused(413, "POST " + CONTROL + " HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1f41\r\n"
                + "x".repeat(8001) + "\r\n0\r\n\r\n");
        refused(414, "GET /lightstreamer/msg.txt?" + "x".repeat(8001) + " HTTP/1.1\r\nHost: h\r\n\r\n");
        refused(431, "GET /lightstreamer/msg.txt HTTP/1.1\r\nHost: h\r\nX: " + "x".repeat(9000) + "\r\n\r\n");
        try (RawClient client = node.connect()) {
            assertThat(client.post(CONTROL, "x".repeat(8000)).status()).isEqualTo(200);
        }
    }

    @Test
    void whatTwoReadersCouldCutInTwoWaysIsRefusedAndTheConnectionClosed() throws Exception {
        String smuggled = "GET /lightstreamer/msg.txt?smuggled HTTP/1.1\r\nHost: h\r\n\r\n";
        String post = "POST /lightstreamer/msg.txt?outer HTTP/1.1\r\nHost: h\r\n";
        refused(400, post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + smuggled);
        refused(400, post + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n" + smuggled);
        refused(400, post + "Content-Length: 0\r\nContent-Length: 5\r\n\r\n" + smuggled);
        refused(400, post + "Content-Length: 0, 5\r\n\r\n" + smuggled);
        refused(400, post + "Content-Length: +5\r\n\r\nabcde" + smuggled);
        refused(400, post + "Content-Length: -1\r\n\r\n" + smuggled);
        refused(400, post + "Content-Length: 0x5\r\n\r\nabcde" + smuggled);
        refused(400, post + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + smuggled);
        refused(400, post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + smuggled);
        refused(400, post + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + smuggled);
        refused(400, post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n" + smuggled);
        refused(400, "POST /lightstreamer/msg.txt HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + smuggled);
        refused(400, "GET /lightstreamer/msg.txt HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");
        refused(400, "GET /lightstreamer/msg.txt HTTP/1.1\r\n\r\n");
        refused(400, "GET /lightstreamer/msg.txt HTTP/2.0\r\nHost: h\r\n\r\n");
        assertThat(node.entry.requests).noneMatch(request -> request.contains("smuggled"));
    }

    private static void refused(int status, String request) throws Exception {
        try (RawClient client = node.connect()) {
            String answer = client.send(request).rest();
            assertThat(answer).as(request.substring(0, Math.min(150, request.length())))
                    .startsWith("HTTP/1.1 " + status + " ").contains("Connection: close").containsOnlyOnce("HTTP/1.1");
        }
    }

    private static ClientConnection lastConnection() throws InterruptedException {
        ClientConnection last = TransportFixture.take(node.entry.connections);
        while (!node.entry.connections.isEmpty()) {
            last = node.entry.connections.take();
        }
        return last;
    }
}
