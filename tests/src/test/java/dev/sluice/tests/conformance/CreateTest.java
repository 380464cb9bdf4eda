package dev.sluice.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Await;
import dev.sluice.tests.proof.Row;
import dev.sluice.tests.proof.Trap;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Creation of sessions, alone and with controls, and the head of their streams. */
class CreateTest extends ConformanceCase {

    private Transcript create(String parameters) throws IOException {
        return new Transcript(http("create_session", "LS_adapter_set=TEST" + parameters));
    }

    @Test
    @Row({"tlcp.create.LS_cid", "tlcp.create.LS_user", "tlcp.create.LS_cause", "tlcp.parse.unknown_params"})
    @Trap("T46")
    void clientKindAndUserAreNotJudged() throws IOException {
        for (String more : List.of("", "&LS_cid=", "&LS_cid=anything&LS_user=&LS_password=x&LS_cause=api&LS_unknown=1")) {
            create(more + POLL).expect("CONOK,{session},{limit},0,*").skipTo("LOOP,0");
        }
    }

    @Test
    @Row({"tlcp.create.session_id_charset", "tlcp.conok.request_limit", "tlcp.conok.control_link_star"})
    void sessionIdsAreLongAndDiffer() throws IOException {
        Transcript one = create(POLL).expect("CONOK,{session},50000,0,*");
        Transcript two = create(POLL).expect("CONOK,{session},50000,0,*");
        assertThat(one.value("session")).matches("[A-Za-z0-9_-]{20,}").isNotEqualTo(two.value("session"));
    }

    @Test
    @Row({"tlcp.create.LS_keepalive_millis", "tlcp.conok.keepalive_streaming"})
    void keepaliveIsClampedAndTold() throws IOException {
        create("&LS_keepalive_millis=4000").expect("CONOK,{session},{limit},4000,*");
        create("&LS_keepalive_millis=1").expect("CONOK,{session},{limit},500,*");
        create("&LS_keepalive_millis=9999999").expect("CONOK,{session},{limit},30000,*");
        create("&LS_keepalive_millis=x").expect("CONOK,{session},{limit},3000,*");
    }

    @Test
    @Row({"tlcp.create.LS_polling", "tlcp.create.LS_polling_millis", "tlcp.create.LS_idle_millis",
            "tlcp.conok.keepalive_polling", "tlcp.poll.sync_empty", "tlcp.create.polling_ignores_streaming_params"})
    @Trap({"T31", "T32"})
    void pollingTellsItsIdleTimeAndPause() throws IOException {
        create("&LS_polling=true&LS_polling_millis=700&LS_keepalive_millis=2000&LS_inactivity_millis=1000")
                .expect("CONOK,{session},{limit},0,*", "SERVNAME,Test HTTP", "CLIENTIP,127.0.0.1", "CONS,unlimited", "LOOP,700")
                .expectEnd();
        create("&LS_polling=true&LS_polling_millis=9999999").expect("CONOK,{session},{limit},0,*").skipTo("LOOP,15000");
        create("&LS_polling=true&LS_idle_millis=9999999").expect("CONOK,{session},{limit},8000,*");
        create("&LS_polling=true&LS_idle_millis=200").expect("CONOK,{session},{limit},200,*").skipTo("LOOP,0");
    }

    private String lengthFor(String asked) throws IOException {
        return http("create_session", "LS_adapter_set=TEST" + POLL + asked, "Connection: close").header("content-length");
    }

    @Test
    @Row("tlcp.create.LS_content_length")
    void contentLengthIsAtLeastTheMinimum() throws IOException {
        assertThat(lengthFor("&LS_content_length=5001")).isEqualTo("5001");
        assertThat(lengthFor("&LS_content_length=1")).isEqualTo("4096");
        assertThat(lengthFor("")).isEqualTo("4000000");
        assertThat(lengthFor("&LS_content_length=x")).isEqualTo("4000000");
    }

    @Test
    @Row({"tlcp.line.decimals", "tlcp.conf.three_args"})
    @Trap("T18")
    void numbersAreWrittenInPlainDecimals() throws IOException {
        WebSocketPeer peer = session("");
        for (String[] pair : new String[][] {{"1.5E3", "1500"}, {"0.0001", "0.0001"}, {"1e-3", "0.001"}, {"123456789", "123456789"},
                {"2.50", "2.5"}}) {
            peer.send("control\r\nLS_reqId=1&LS_op=constrain&LS_requested_max_bandwidth=" + pair[0], "REQOK,1");
            assertThat(peer.lines.line()).isIn("CONS," + pair[1], "CONS," + pair[1] + ".0");
        }
        peer.send("control\r\nLS_reqId=1&LS_op=constrain&LS_requested_max_bandwidth=unlimited", "REQOK,1", "CONS,unlimited");
        peer.send("control\r\n" + add(2, 1, "MERGE", item(), "a") + "&LS_requested_max_frequency=2.5E-1", "REQOK,2", "SUBOK,1,1,1",
                "CONF,1,0.25,filtered");
    }

    @Test
    @Row({"tlcp.create.LS_requested_max_bandwidth", "tlcp.head.cons", "tlcp.line.decimals"})
    void bandwidthIsTold() throws IOException {
        create(POLL + "&LS_requested_max_bandwidth=40.5").expect("CONOK,{session},{limit},0,*").skipTo("CONS,40.5");
        create(POLL + "&LS_requested_max_bandwidth=1.5E2").expect("CONOK,{session},{limit},0,*").skipTo("CONS,150{*}");
        create(POLL + "&LS_requested_max_bandwidth=unlimited").expect("CONOK,{session},{limit},0,*").skipTo("CONS,unlimited");
        create(POLL + "&LS_requested_max_bandwidth=x").expect("CONOK,{session},{limit},0,*").skipTo("CONS,unlimited");
    }

    @Test
    @Row({"tlcp.create.LS_reduce_head", "tlcp.bind.LS_reduce_head"})
    void reducedHeadLeavesOutAllButTheSession() throws IOException {
        Transcript create = create(POLL + "&LS_reduce_head=true");
        create.expect("CONOK,{session},{limit},0,*", "LOOP,0").expectEnd();
        String bind = "LS_session=" + create.value("session") + POLL;
        assertThat(new Transcript(http("bind_session", bind)).expect("CONOK,{session},{limit},0,*").skipTo("LOOP,0"))
                .doesNotContain("CONS,unlimited");
        new Transcript(http("bind_session", bind + "&LS_reduce_head=true")).expect("LOOP,0").expectEnd();
        new Transcript(http("bind_session", "LS_session=Snone&LS_reduce_head=true")).expect("CONERR,20,{*}").expectEnd();
    }

    @Test
    @Row({"tlcp.head.servname_clientip", "tlcp.head.clientip_stable", "tlcp.head.nonempty"})
    @Trap("T58")
    void nameAndAddressAreToldOnce() throws IOException {
        String session = pollingSession("");
        poll(session).expect("CONS,unlimited", "LOOP,0").expectEnd();
    }

    @Test
    @Row("tlcp.create.LS_ttl_millis")
    void timeToLiveIsAccepted() throws IOException {
        for (String ttl : List.of("unlimited", "unknown", "60000", "x")) {
            create(POLL + "&LS_ttl_millis=" + ttl).expect("CONOK,{session},{limit},0,*");
        }
    }

    @Test
    @Row("tlcp.create.LS_old_session")
    void unboundOldSessionIsDestroyed() throws IOException {
        String old = pollingSession("");
        create(POLL + "&LS_old_session=" + old).expect("CONOK,{session},{limit},0,*");
        Await.until("the old session is gone", () -> gone(old));
        WebSocketPeer bound = session("");
        create(POLL + "&LS_old_session=" + bound.session()).expect("CONOK,{session},{limit},0,*");
        bound.settle();
    }

    @Test
    @Row({"tlcp.create.combo_single", "tlcp.create.combo_multi", "tlcp.add.subok", "tlcp.conf.after_sub"})
    void controlsOfACreationFollowItsHead() throws IOException {
        String item = item();
        String one = "LS_op=add&LS_subId=1&LS_mode=MERGE&LS_group=" + item + "&LS_schema=a&LS_data_adapter=SCRIPT";
        String two = "LS_op=add&LS_subId=2&LS_mode=RAW&LS_group=" + item() + "&LS_schema=a%20b&LS_data_adapter=SCRIPT";
        WebSocketPeer peer = new WebSocketPeer(webSocket());
        peer.send("create_session\r\nLS_adapter_set=TEST&" + one + "\r\n" + two, "CONOK,{session},{limit},3000,*",
                "SERVNAME,Test HTTP", "CLIENTIP,127.0.0.1", "CONS,unlimited", "SUBOK,1,1,1", "CONF,1,unlimited,filtered",
                "SUBOK,2,1,2", "CONF,2,unlimited,unfiltered");
        update(item, "a", "x");
        peer.lines.expect("U,1,1,x");
    }

    @Test
    @Row("tlcp.create.combo_fail")
    void oneFailingControlFailsTheCreation() throws IOException {
        String good = "LS_op=add&LS_subId=1&LS_mode=MERGE&LS_group=" + item() + "&LS_schema=a&LS_data_adapter=SCRIPT";
        for (String bad : List.of("LS_op=add&LS_subId=2&LS_mode=MERGE&LS_group=g&LS_schema=a&LS_data_adapter=NONE",
                "LS_op=nonsense", "LS_op=add&LS_subId=2", "LS_op=delete&LS_subId=99")) {
            WebSocketPeer peer = new WebSocketPeer(webSocket());
            peer.send("create_session\r\nLS_adapter_set=TEST\r\n" + good + "\r\n" + bad, "CONERR,64,{*}");
            peer.send("wsok", "WSOK");
            create(POLL + "\r\n" + good + "\r\n" + bad).expect("CONERR,64,{*}").expectEnd();
        }
    }

    @Test
    @Row({"tlcp.parse.session_default_wait", "tlcp.parse.session_default_ws", "tlcp.parse.session_default_failed"})
    void requestsMayComeBeforeTheSessionIsThere() throws IOException {
        WebSocketPeer peer = new WebSocketPeer(webSocket());
        peer.send("create_session\r\nLS_adapter_set=TEST&LS_send_sync=false")
                .send("control\r\n" + add(1, 1, "MERGE", item(), "a") + "&LS_ack=false")
                .send("msg\r\nLS_reqId=2&LS_message=nothing:");
        peer.lines.expect("CONOK,{session},{limit},3000,*");
        assertThat(peer.lines.skipTo("CONF,1,unlimited,filtered")).contains("SUBOK,1,1,1");
        WebSocketPeer refused = new WebSocketPeer(webSocket());
        refused.send("create_session\r\nLS_adapter_set=NONE").send("control\r\nLS_reqId=1&LS_op=constrain");
        refused.lines.expect("CONERR,2,{*}", "REQERR,1,20,{*}");
    }

    @Test
    @Row({"tlcp.probe.silence", "tlcp.create.LS_keepalive_millis"})
    void silenceIsBrokenByProbes() throws IOException {
        long start = System.nanoTime();
        session("&LS_keepalive_millis=500").lines.expect("PROBE", "PROBE", "PROBE");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(1100), Duration.ofSeconds(9));
    }

    @Test
    @Row({"tlcp.sync.off", "tlcp.probe.not_polling"})
    @Trap("T33")
    void waitingPollIsSilent() throws IOException {
        String session = pollingSession("");
        HttpReply reply = http("bind_session", "LS_session=" + session + "&LS_polling=true&LS_idle_millis=1500"
                + "&LS_keepalive_millis=500");
        assertThat(reply.lines()).hasSize(3).first().asString().startsWith("CONOK," + session + ",50000,1500,");
    }

    @Test
    @Row("tlcp.create.LS_inactivity_millis")
    void brokenPromiseOfActivityLoops() throws IOException {
        WebSocketPeer peer = session("&LS_inactivity_millis=300&LS_keepalive_millis=500");
        peer.lines.expect("LOOP,0");
    }
}
