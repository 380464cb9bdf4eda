package dev.sluice.server.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.protocol.Request.BindSession;
import dev.sluice.server.protocol.Request.CreateSession;
import dev.sluice.server.protocol.Request.ForceRebind;
import dev.sluice.server.protocol.Request.Refused;
import dev.sluice.server.protocol.Request.Subscribe;
import org.junit.jupiter.api.Test;

import java.util.List;

class OpeningRequestTest {

    private static final String ADD = "LS_op=add&LS_subId=1&LS_mode=MERGE&LS_group=g&LS_schema=s";

    private static CreateSession create(String line) {
        List<Request> requests = RequestParser.parseMessage("create_session\r\n" + line);
        assertThat(requests).hasSize(1);
        return (CreateSession) requests.get(0);
    }

    private static BindSession bind(String line) {
        return (BindSession) RequestParser.parseMessage("bind_session\r\n" + line).get(0);
    }

    private static Refused refusedBind(String line) {
        return (Refused) RequestParser.parseHttp("bind_session", "LS_protocol=TLCP-2.5.0", line).get(0);
    }

    @Test
    @Row({"tlcp.create.LS_cid", "tlcp.create.LS_adapter_set", "tlcp.create.LS_user"})
    void creationNeedsNoParameterAtAll() {
        CreateSession create = create("");
        assertThat(create).isEqualTo(new CreateSession(null, null, "DEFAULT", null, 0, null, Request.TTL_UNKNOWN, null, null,
                new StreamOptions(false, 0, 0, -1, -1, -1, true, false), List.of()));
        assertThat(RequestParser.parseMessage("create_session")).containsExactly(create);
    }

    @Test
    @Row({"tlcp.create.LS_user", "tlcp.create.LS_password", "tlcp.create.LS_cause", "tlcp.create.LS_old_session"})
    void emptyUserIsAValue() {
        CreateSession create = create("LS_user=&LS_password=p%26q&LS_adapter_set=DEMO&LS_cid=mgQkwtwdysogQz2BJ4Ji%2520kOj2Bg"
                + "&LS_cause=api&LS_old_session=S0");
        assertThat(create.user()).isEmpty();
        assertThat(create.password()).isEqualTo("p&q");
        assertThat(create.adapterSet()).isEqualTo("DEMO");
        assertThat(create.clientId()).isEqualTo("mgQkwtwdysogQz2BJ4Ji%20kOj2Bg");
        assertThat(create.cause()).isEqualTo("api");
        assertThat(create.oldSessionId()).isEqualTo("S0");
    }

    @Test
    @Row("tlcp.create.LS_requested_max_bandwidth")
    void bandwidthIsADecimalOrUnlimited() {
        assertThat(create("LS_requested_max_bandwidth=12.5").maxBandwidth()).isEqualTo(12.5);
        assertThat(create("LS_requested_max_bandwidth=1.5E2").maxBandwidth()).isEqualTo(150);
        for (String none : List.of("unlimited", "", "x", "-3", "0", "NaN", "1e999", "0x1p3", "7d")) {
            assertThat(create("LS_requested_max_bandwidth=" + none).maxBandwidth()).as(none).isZero();
        }
    }

    @Test
    @Row("tlcp.create.LS_content_length")
    void contentLengthThatIsNoNumberIsAbsent() {
        assertThat(create("LS_content_length=50000000").stream().contentLength()).isEqualTo(50_000_000);
        assertThat(create("LS_content_length=4096.0").stream().contentLength()).isEqualTo(4096);
        assertThat(create("LS_content_length=1").stream().contentLength()).isEqualTo(1);
        assertThat(create("LS_content_length=99999999999999999999").stream().contentLength()).isEqualTo(Long.MAX_VALUE);
        for (String none : List.of("", "x", "1.5", "-5", "1 000")) {
            assertThat(create("LS_content_length=" + none).stream().contentLength()).as(none).isEqualTo(-1);
        }
    }

    @Test
    @Row("tlcp.create.LS_supported_diffs")
    void supportedDiffsMayBeAnEmptyList() {
        assertThat(create("LS_supported_diffs=").supportedDiffs()).isEmpty();
        assertThat(create("LS_supported_diffs=P,%20T,,Z").supportedDiffs()).containsExactlyInAnyOrder("P", "T", "Z");
        assertThat(create("LS_cid=x").supportedDiffs()).isNull();
    }

    @Test
    @Row({"tlcp.create.LS_polling", "tlcp.create.LS_polling_millis", "tlcp.create.LS_idle_millis", "tlcp.create.stream_sense",
            "tlcp.create.polling_ignores_streaming_params"})
    void pollingIgnoresWhatOnlyStreamingKnows() {
        assertThat(create("LS_polling=true&LS_polling_millis=500&LS_idle_millis=19000&LS_keepalive_millis=1"
                + "&LS_inactivity_millis=2&LS_send_sync=false").stream())
                .isEqualTo(new StreamOptions(true, 500, 19_000, -1, -1, -1, true, false));
        assertThat(create("LS_polling=true&LS_polling_millis=x&LS_idle_millis=-1").stream())
                .isEqualTo(new StreamOptions(true, 0, 0, -1, -1, -1, true, false));
    }

    @Test
    @Row({"tlcp.create.LS_keepalive_millis", "tlcp.create.LS_inactivity_millis", "tlcp.create.LS_send_sync",
            "tlcp.create.LS_reduce_head"})
    void streamingIgnoresWhatOnlyPollingKnows() {
        assertThat(create("LS_polling_millis=500&LS_idle_millis=19000&LS_keepalive_millis=3000&LS_inactivity_millis=4000"
                + "&LS_send_sync=false&LS_reduce_head=true").stream())
                .isEqualTo(new StreamOptions(false, 0, 0, -1, 3000, 4000, false, true));
        assertThat(create("LS_keepalive_millis=0&LS_inactivity_millis=0").stream())
                .isEqualTo(new StreamOptions(false, 0, 0, -1, -1, -1, true, false));
    }

    @Test
    @Row("tlcp.create.LS_ttl_millis")
    void timeToLiveHasTwoWords() {
        assertThat(create("LS_ttl_millis=1500").ttlMillis()).isEqualTo(1500);
        assertThat(create("LS_ttl_millis=unlimited").ttlMillis()).isEqualTo(Request.TTL_UNLIMITED);
        for (String unknown : List.of("unknown", "", "-7", "soon")) {
            assertThat(create("LS_ttl_millis=" + unknown).ttlMillis()).as(unknown).isEqualTo(Request.TTL_UNKNOWN);
        }
    }

    @Test
    @Row("tlcp.create.combo_single")
    void firstLineMayCarryAControl() {
        CreateSession create = create("LS_cid=x&LS_user=u&" + ADD + "&LS_reqId=9&LS_session=S9");
        assertThat(create.user()).isEqualTo("u");
        assertThat(create.controls()).hasSize(1);
        Subscribe add = (Subscribe) create.controls().get(0);
        assertThat(add.requestId()).isNull();
        assertThat(add.sessionId()).isNull();
        assertThat(add.group()).isEqualTo("g");
        assertThat(RequestParser.parseHttp("create_session", "LS_protocol=TLCP-2.5.0&LS_user=u&" + ADD, "")).hasSize(1)
                .first().isInstanceOfSatisfying(CreateSession.class, get -> assertThat(get.controls()).hasSize(1));
    }

    @Test
    @Row("tlcp.create.combo_multi")
    void furtherLinesAreOneControlEach() {
        CreateSession create = create("LS_cid=x\r\n" + ADD + "\r\nLS_op=force_rebind&LS_polling_millis=70\r\n");
        assertThat(create.controls()).hasSize(2);
        assertThat(create.controls().get(0)).isInstanceOf(Subscribe.class);
        assertThat(create.controls().get(1)).isEqualTo(new ForceRebind(null, null, 70, false, null));
    }

    @Test
    @Row("tlcp.create.combo_fail")
    void oneBadControlRefusesTheCreation() {
        for (String bad : List.of("LS_op=add", "LS_op=none", "LS_message=x", "LS_op=add&%")) {
            assertThat(RequestParser.parseMessage("create_session\r\nLS_cid=x\r\n" + ADD + "\r\n" + bad)).hasSize(1).first()
                    .isInstanceOfSatisfying(Refused.class, refused -> {
                        assertThat(refused.code()).isEqualTo(ErrorCode.COMBINED_FAILED);
                        assertThat(refused.opening()).isTrue();
                    });
        }
    }

    @Test
    @Row({"tlcp.bind.http_session_required", "tlcp.bind.ws_session_omitted"})
    void onlyHttpBindsMustNameTheirSession() {
        assertThat(refusedBind("LS_polling=true")).extracting(Refused::requestId, Refused::code, Refused::opening)
                .containsExactly(null, ErrorCode.MALFORMED, true);
        assertThat(refusedBind("LS_session=").code()).isEqualTo(ErrorCode.MALFORMED);
        assertThat(bind("LS_polling=true").sessionId()).isNull();
        assertThat(RequestParser.parseMessage("bind_session").get(0)).isInstanceOf(BindSession.class);
        assertThat(bind("LS_cause=loop1&LS_session=S1&").sessionId()).isEqualTo("S1");
    }

    @Test
    @Row({"tlcp.rec.prog", "tlcp.bind.bandwidth_on_recovery"})
    void recoveryStartsAtACount() {
        assertThat(bind("LS_session=S1").recoveryFrom()).isEqualTo(Request.ABSENT);
        assertThat(bind("LS_session=S1").maxBandwidth()).isEqualTo(Request.ABSENT);
        BindSession recovery = bind("LS_session=S1&LS_recovery_from=11&LS_requested_max_bandwidth=unlimited&LS_cause=ws.error");
        assertThat(recovery.recoveryFrom()).isEqualTo(11);
        assertThat(recovery.maxBandwidth()).isZero();
        assertThat(recovery.cause()).isEqualTo("ws.error");
        for (String bad : List.of("", "x", "-1", "1.5")) {
            assertThat(refusedBind("LS_session=S1&LS_recovery_from=" + bad).code()).as(bad).isEqualTo(ErrorCode.MALFORMED);
        }
    }

    @Test
    @Row({"tlcp.bind.params_per_connection", "tlcp.bind.LS_reduce_head"})
    void bindHasItsOwnStreamOptions() {
        assertThat(bind("LS_session=S1&LS_content_length=10000&LS_send_sync=false&LS_keepalive_millis=2000&LS_reduce_head=true")
                .stream()).isEqualTo(new StreamOptions(false, 0, 0, 10_000, 2000, -1, false, true));
    }

    @Test
    void bindIsNeverABatch() {
        assertThat(refusedBind("LS_session=S1\r\nLS_session=S2").code()).isEqualTo(ErrorCode.MALFORMED);
    }
}
