package dev.sluice.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.proof.Row;
import dev.sluice.tests.proof.Trap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What HTTP carries and how: resources, methods, heads, framing. */
class HttpTest extends ConformanceCase {

    private static final String NO_CACHE = "no-store, no-transform, no-cache";

    private HttpReply get(String target, String... headers) throws IOException {
        return raw("GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                + String.join("", Arrays.stream(headers).map(h -> h + "\r\n").toList()) + "\r\n");
    }

    @Test
    @Row({"tlcp.http.path_create", "tlcp.http.path_bind", "tlcp.http.path_control", "tlcp.http.path_msg",
            "tlcp.http.path_heartbeat", "tlcp.hb.http"})
    void everyRequestHasItsResource() throws IOException {
        String session = pollingSession("");
        poll(session).skipTo("LOOP,0");
        String own = "&LS_session=" + session;
        assertThat(http("control", "LS_reqId=1&LS_op=constrain" + own).lines()).containsExactly("REQOK,1");
        assertThat(http("msg", "LS_reqId=2&LS_message=nothing:" + own).lines()).containsExactly("REQOK,2");
        assertThat(http("heartbeat", "LS_session=" + session).lines()).containsExactly("REQOK");
    }

    @Test
    @Row("tlcp.http.path_unknown")
    void unknownResourcesAreNotFound() throws IOException {
        for (String name : List.of("wsok", "nothing", "create")) {
            assertThat(http(name, "").status()).as(name).isEqualTo(404);
        }
        assertThat(raw("POST /lightstreamer/create_session.js?LS_protocol=TLCP-2.5.0 HTTP/1.1\r\nHost: h\r\n"
                + "Content-Length: 0\r\n\r\n").status()).isEqualTo(404);
    }

    @Test
    @Row("tlcp.http.get")
    void getCarriesEverythingInTheQuery() throws IOException {
        Transcript create = new Transcript(get("/lightstreamer/create_session.txt?LS_protocol=TLCP-2.5.0&LS_adapter_set=TEST"
                + CID + POLL));
        create.expect("CONOK,{session},{limit},0,*").skipTo("LOOP,0");
        assertThat(get("/lightstreamer/control.txt?LS_protocol=TLCP-2.5.0&LS_reqId=1&LS_op=destroy&LS_session="
                + create.value("session")).lines()).containsExactly("REQOK,1");
    }

    @Test
    @Row("tlcp.http.method_other")
    void otherMethodsAreNotAllowed() throws IOException {
        for (String method : List.of("PUT", "DELETE", "PATCH")) {
            HttpReply reply = raw(method + " /lightstreamer/control.txt?LS_protocol=TLCP-2.5.0 HTTP/1.1\r\nHost: h\r\n"
                    + "Content-Length: 0\r\n\r\n");
            assertThat(reply.status()).as(method).isEqualTo(405);
            assertThat(reply.header("allow")).isEqualTo("GET, POST, OPTIONS");
        }
    }

    @Test
    @Row({"tlcp.http.status_200_errors", "tlcp.parse.session_unknown", "tlcp.parse.session_missing_http",
            "tlcp.parse.reqid_missing", "tlcp.create.LS_adapter_set", "tlcp.bind.http_session_required", "tlcp.bind.unknown",
            "tlcp.err.no_21_11", "tlcp.err.reqerr_65_67_rare"})
    @Trap("T28")
    void refusalsTravelInAnOrdinaryResponse() throws IOException {
        assertRefused(http("create_session", "LS_adapter_set=NONE" + POLL), "CONERR,2,{*}");
        assertRefused(http("bind_session", "LS_session=Snone"), "CONERR,20,{*}");
        assertRefused(http("bind_session", "LS_polling=true"), "CONERR,67,LS_session is missing");
        assertRefused(http("control", "LS_reqId=4&LS_op=destroy&LS_session=Snone"), "REQERR,4,20,{*}");
        assertRefused(http("control", "LS_reqId=4&LS_op=destroy"), "REQERR,4,20,{*}");
        assertRefused(http("msg", "LS_reqId=5&LS_message=x&LS_session=Snone"), "REQERR,5,20,{*}");
        assertRefused(http("control", "LS_op=destroy&LS_session=Snone"), "ERROR,67,{*}");
        assertRefused(http("heartbeat", "nonsense"), "ERROR,67,{*}");
    }

    private static void assertRefused(HttpReply reply, String line) throws IOException {
        assertThat(reply.status()).isEqualTo(200);
        new Transcript(reply).expect(line).expectEnd();
    }

    @Test
    @Row({"tlcp.hb.http", "tlcp.hb.http_empty_body"})
    void heartbeatsAreAnsweredWhateverTheyName() throws IOException {
        for (String body : List.of("", "\r\n", "LS_session=Snone", "LS_session=Snone&LS_unique=4&")) {
            assertThat(http("heartbeat", body).lines()).as(body).containsExactly("REQOK");
        }
    }

    @Test
    @Row("tlcp.parse.send_log")
    void sentLogsAreDiscarded() throws IOException {
        assertThat(http("send_log", "some=log&text").lines()).containsExactly("REQOK");
    }

    @Test
    @Row({"tlcp.http.ct_stream", "tlcp.http.cache_headers", "tlcp.http.chunked_11", "tlcp.http.whole_lines"})
    @Trap({"T17", "T24", "T50"})
    void streamsAreChunkedLineByLine() throws IOException {
        HttpReply reply = http("create_session", "LS_adapter_set=TEST" + CID);
        assertThat(reply.header("content-type")).isEqualTo("text/enriched; charset=utf-8");
        assertThat(reply.header("transfer-encoding")).isEqualTo("chunked");
        assertThat(reply.header("content-length")).isNull();
        assertThat(reply.header("content-encoding")).isNull();
        assertCachesNothing(reply);
        new Transcript(reply).expect("CONOK,{session},{limit},3000,*", "SERVNAME,Test HTTP", "CLIENTIP,127.0.0.1", "NOOP,{*}",
                "CONS,unlimited");
        assertThat(reply.wholeLines()).isTrue();
    }

    @Test
    @Row({"tlcp.http.whole_lines", "tlcp.http.chunked_11"})
    @Trap("T24")
    void chunksOfABusyStreamHoldWholeLines() throws IOException {
        String item = item();
        HttpReply reply = http("create_session", "LS_adapter_set=TEST" + CID + "&LS_op=add&LS_subId=1&LS_mode=DISTINCT&LS_group=" + item
                + "&LS_schema=n%20filling&LS_data_adapter=SCRIPT&LS_requested_max_frequency=unfiltered");
        Transcript lines = new Transcript(reply).expect("CONOK,{session},{limit},3000,*");
        lines.skipTo("CONF,1,unlimited,unfiltered");
        flood(item, 900, 500);
        for (int n = 1; n <= 900; n++) {
            lines.expect("U,1,1," + n + "|{*}");
        }
        assertThat(reply.wholeLines()).isTrue();
    }

    @Test
    @Row("tlcp.parse.request_limit")
    void bodyAboveTheLimitIsRefusedByItsIdAndAboveTheCapNotRead() throws IOException {
        assertThat(http("msg", "LS_reqId=8&LS_session=" + pollingSession("") + "&LS_message=" + "x".repeat(60_000)).lines())
                .containsExactly("REQERR,8,68,Request too long");
        assertThat(http("msg", "LS_reqId=8&LS_message=" + "x".repeat(400_001)).status()).isEqualTo(413);
    }

    @Test
    @Row({"tlcp.http.ct_short", "tlcp.http.cache_headers"})
    @Trap({"T48", "T50"})
    void shortResponsesTellTheirLength() throws IOException {
        HttpReply reply = http("heartbeat", "");
        assertThat(reply.header("content-type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(reply.header("content-length")).isEqualTo("7");
        assertThat(reply.header("transfer-encoding")).isNull();
        assertCachesNothing(reply);
        assertThat(reply.text()).isEqualTo("REQOK\r\n");
    }

    private static void assertCachesNothing(HttpReply reply) {
        assertThat(reply.header("cache-control")).isEqualTo(NO_CACHE);
        assertThat(reply.header("pragma")).isEqualTo("no-cache");
        assertThat(reply.header("expires")).isEqualTo("Thu, 1 Jan 1970 00:00:00 GMT");
        assertThat(reply.header("date")).isNotNull();
    }

    @Test
    @Row("tlcp.http.connection_close_identity")
    @Trap("T23")
    void streamToAClosingClientIsNeverChunked() throws IOException {
        HttpReply reply = http("create_session", "LS_adapter_set=TEST" + CID + POLL + "&LS_content_length=5000",
                "Connection: close");
        assertThat(reply.header("transfer-encoding")).isNull();
        assertThat(reply.header("content-length")).isEqualTo("5000");
        Transcript lines = new Transcript(reply);
        lines.expect("CONOK,{session},{limit},0,*").skipTo("LOOP,0");
        lines.expectEnd();
        HttpReply old = raw("POST /lightstreamer/bind_session.txt?LS_protocol=TLCP-2.0.0 HTTP/1.0\r\nContent-Length: "
                + ("LS_session=" + lines.value("session") + POLL).length() + "\r\n\r\nLS_session=" + lines.value("session") + POLL);
        assertThat(old.header("transfer-encoding")).isNull();
        new Transcript(old).expect("CONOK,{session},{limit},0,*").skipTo("LOOP,0");
    }

    @Test
    @Row("tlcp.http.connection_close_short")
    @Trap("T69")
    void shortResponseToAClosingClientEndsTheSocket() throws IOException {
        HttpReply reply = http("heartbeat", "", "Connection: close");
        assertThat(reply.header("content-length")).isEqualTo("7");
        assertThat(reply.lines()).containsExactly("REQOK");
        assertThat(reply.wire().awaitEnd()).isEqualTo(Wire.Ending.CLEAN);
    }

    @Test
    void socketServesOneRequestAfterTheOther() throws IOException {
        Wire wire = wire();
        for (int i = 1; i <= 3; i++) {
            wire.send(post("heartbeat", "LS_protocol=TLCP-2.5.0", ""));
            assertThat(HttpReply.read(wire).lines()).containsExactly("REQOK");
            wire.send(post("create_session", "LS_protocol=TLCP-2.5.0", "LS_adapter_set=TEST" + POLL));
            assertThat(HttpReply.read(wire).lines()).endsWith("LOOP,0");
        }
    }

    @Test
    @Row({"tlcp.http.host_no_port", "tlcp.http.body_any_ct", "tlcp.parse.raw_chars"})
    void hostAndContentTypeDoNotMatter() throws IOException {
        String body = "LS_reqId=1&LS_op=add&LS_subId=1&LS_mode=MERGE&LS_group=" + item() + "&LS_schema=a b è&LS_data_adapter=SCRIPT"
                + "&LS_session=" + pollingSession("");
        byte[] octets = body.getBytes(StandardCharsets.UTF_8);
        HttpReply reply = HttpReply.read(wire().send("POST /lightstreamer/control.txt?LS_protocol=TLCP-2.5.0 HTTP/1.1\r\n"
                + "Host: some.where\r\nContent-Type: application/x-nothing; charset=us-ascii\r\nContent-Length: "
                + octets.length + "\r\n\r\n").send(octets));
        assertThat(reply.lines()).containsExactly("REQOK,1");
    }

    @Test
    @Row("tlcp.http.host_no_port")
    void waitingClientIsToldToContinue() throws IOException {
        Wire wire = wire().send("POST /lightstreamer/heartbeat.txt?LS_protocol=TLCP-2.5.0 HTTP/1.1\r\nHost: h\r\n"
                + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");
        byte[] head = wire.read("HTTP/1.1 100".length());
        assertThat(new String(head, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 100");
        while (wire.read() != '\n') {
            continue;
        }
        wire.read(2);
        assertThat(HttpReply.read(wire.send("\r\n")).lines()).containsExactly("REQOK");
    }
}
