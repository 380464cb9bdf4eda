package dev.sluice.server.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.protocol.Request.Constrain;
import dev.sluice.server.protocol.Request.Destroy;
import dev.sluice.server.protocol.Request.ForceRebind;
import dev.sluice.server.protocol.Request.MobilePush;
import dev.sluice.server.protocol.Request.Reconfigure;
import dev.sluice.server.protocol.Request.Refused;
import dev.sluice.server.protocol.Request.Subscribe;
import dev.sluice.server.protocol.Request.Unsubscribe;
import org.junit.jupiter.api.Test;

import java.util.List;

class ControlRequestTest {

    private static Request control(String line) {
        List<Request> requests = RequestParser.parseMessage("control\r\nLS_reqId=1&" + line);
        assertThat(requests).hasSize(1);
        return requests.get(0);
    }

    private static ErrorCode refusal(String line) {
        Refused refused = (Refused) control(line);
        assertThat(refused.requestId()).isEqualTo("1");
        assertThat(refused.opening()).isFalse();
        return refused.code();
    }

    private static Subscribe add(Mode mode, String more) {
        return (Subscribe) control("LS_op=add&LS_subId=1&LS_group=g&LS_schema=s&LS_mode=" + mode + more);
    }

    @Test
    @Row("tlcp.add.subok")
    void plainSubscriptionHasItsDefaults() {
        assertThat(add(Mode.MERGE, "")).isEqualTo(new Subscribe("1", null, 1, "DEFAULT", "g", "s", Mode.MERGE, null, 0, 0, -1,
                -1, -1, true));
        assertThat(add(Mode.COMMAND, "&LS_data_adapter=Q&LS_selector=sel&LS_ack=false&LS_session=S1&LS_start=2&LS_end=5"))
                .isEqualTo(new Subscribe("1", "S1", 1, "Q", "g", "s", Mode.COMMAND, "sel", 0, 0, -1, 2, 5, false));
    }

    @Test
    @Row("tlcp.add.LS_subId_any")
    void subscriptionIdsMayStartAnywhere() {
        assertThat(((Subscribe) control("LS_op=add&LS_subId=900001&LS_group=g&LS_schema=s&LS_mode=RAW")).subscriptionId())
                .isEqualTo(900_001);
    }

    @Test
    @Row("tlcp.add.LS_subId_missing")
    void subscriptionIdMustBeAPositiveNumber() {
        assertThat(refusal("LS_op=add&LS_group=g&LS_schema=s&LS_mode=RAW")).isEqualTo(ErrorCode.BAD_VALUE);
        for (String bad : List.of("", "0", "-1", "x", "1.5", "99999999999", "NaN")) {
            assertThat(refusal("LS_op=add&LS_group=g&LS_schema=s&LS_mode=RAW&LS_subId=" + bad)).as(bad)
                    .isEqualTo(ErrorCode.BAD_VALUE);
        }
    }

    @Test
    @Row({"tlcp.add.LS_group_bad", "tlcp.add.LS_schema_bad", "tlcp.add.LS_mode_bad"})
    void groupSchemaAndModeMustBeThere() {
        assertThat(refusal("LS_op=add&LS_subId=1&LS_schema=s&LS_mode=RAW&LS_group=")).isEqualTo(ErrorCode.BAD_GROUP);
        assertThat(refusal("LS_op=add&LS_subId=1&LS_group=g&LS_mode=RAW")).isEqualTo(ErrorCode.BAD_SCHEMA);
        assertThat(refusal("LS_op=add&LS_subId=1&LS_group=g&LS_schema=s")).isEqualTo(ErrorCode.BAD_VALUE);
        assertThat(refusal("LS_op=add&LS_subId=1&LS_group=g&LS_schema=s&LS_mode=merge")).isEqualTo(ErrorCode.BAD_VALUE);
    }

    @Test
    @Row({"tlcp.add.LS_snapshot_true", "tlcp.add.LS_snapshot_len", "tlcp.add.LS_snapshot_false"})
    void snapshotLengthIsForDistinctOnly() {
        assertThat(add(Mode.DISTINCT, "&LS_snapshot=10").snapshot()).isEqualTo(10);
        assertThat(add(Mode.DISTINCT, "&LS_snapshot=true").snapshot()).isEqualTo(Request.SNAPSHOT_FULL);
        assertThat(add(Mode.DISTINCT, "&LS_snapshot=99999999999").snapshot()).isEqualTo(Request.SNAPSHOT_FULL);
        assertThat(add(Mode.MERGE, "&LS_snapshot=10").snapshot()).isEqualTo(Request.SNAPSHOT_FULL);
        assertThat(add(Mode.COMMAND, "&LS_snapshot=0").snapshot()).isZero();
        assertThat(add(Mode.RAW, "&LS_snapshot=true").snapshot()).isZero();
        for (String none : List.of("", "false", "-1", "TRUE", "1.5")) {
            assertThat(add(Mode.DISTINCT, "&LS_snapshot=" + none).snapshot()).as(none).isZero();
        }
    }

    @Test
    @Row({"tlcp.add.freq_limited", "tlcp.add.freq_unlimited", "tlcp.add.freq_unfiltered"})
    void frequencyIsANumberOrOneOfTwoWords() {
        assertThat(add(Mode.MERGE, "&LS_requested_max_frequency=2.5").maxFrequency()).isEqualTo(2.5);
        assertThat(add(Mode.MERGE, "&LS_requested_max_frequency=1E-1").maxFrequency()).isEqualTo(0.1);
        assertThat(add(Mode.MERGE, "&LS_requested_max_frequency=unlimited").maxFrequency()).isZero();
        assertThat(add(Mode.MERGE, "&LS_requested_max_frequency=unfiltered").maxFrequency()).isEqualTo(Request.ABSENT);
        assertThat(add(Mode.RAW, "&LS_requested_max_frequency=rubbish").maxFrequency()).isZero();
        for (String bad : List.of("", "0", "-1", "fast", "Infinity")) {
            assertThat(refusal("LS_op=add&LS_subId=1&LS_group=g&LS_schema=s&LS_mode=MERGE&LS_requested_max_frequency=" + bad))
                    .as(bad).isEqualTo(ErrorCode.BAD_VALUE);
        }
    }

    @Test
    @Row("tlcp.add.buffer_size")
    void bufferSizeCountsInFilteredMergeAndDistinct() {
        assertThat(add(Mode.MERGE, "").bufferSize()).isEqualTo((int) Request.ABSENT);
        assertThat(add(Mode.MERGE, "&LS_requested_buffer_size=5").bufferSize()).isEqualTo(5);
        assertThat(add(Mode.DISTINCT, "&LS_requested_buffer_size=0").bufferSize()).isEqualTo(1);
        assertThat(add(Mode.DISTINCT, "&LS_requested_buffer_size=unlimited").bufferSize()).isEqualTo(Request.BUFFER_UNLIMITED);
        assertThat(add(Mode.COMMAND, "&LS_requested_buffer_size=x").bufferSize()).isEqualTo((int) Request.ABSENT);
        assertThat(add(Mode.MERGE, "&LS_requested_max_frequency=unfiltered&LS_requested_buffer_size=5").bufferSize())
                .isEqualTo((int) Request.ABSENT);
        for (String bad : List.of("", "-1", "big")) {
            assertThat(refusal("LS_op=add&LS_subId=1&LS_group=g&LS_schema=s&LS_mode=MERGE&LS_requested_buffer_size=" + bad))
                    .as(bad).isEqualTo(ErrorCode.BAD_VALUE);
        }
    }

    @Test
    @Row({"tlcp.delete.unsub", "tlcp.delete.unknown", "tlcp.delete.zombie"})
    void deleteOfANonsenseIdIsAnUnknownSubscription() {
        assertThat(control("LS_op=delete&LS_subId=4&LS_ack=false&LS_cause=zombie"))
                .isEqualTo(new Unsubscribe("1", null, 4, false));
        assertThat(refusal("LS_op=delete")).isEqualTo(ErrorCode.SUBSCRIPTION_NOT_FOUND);
        assertThat(refusal("LS_op=delete&LS_subId=x")).isEqualTo(ErrorCode.SUBSCRIPTION_NOT_FOUND);
    }

    @Test
    @Row({"tlcp.reconf.freq", "tlcp.reconf.noop", "tlcp.reconf.unfiltered", "tlcp.reconf.unknown"})
    void reconfigurationTellsAFrequencyOrNothing() {
        assertThat(control("LS_op=reconf&LS_subId=4&LS_requested_max_frequency=3.0"))
                .isEqualTo(new Reconfigure("1", null, 4, 3));
        assertThat(control("LS_op=reconf&LS_subId=4&LS_requested_max_frequency=unlimited"))
                .isEqualTo(new Reconfigure("1", null, 4, 0));
        assertThat(control("LS_op=reconf&LS_subId=4&LS_requested_max_frequency=unfiltered"))
                .isEqualTo(new Reconfigure("1", null, 4, Request.ABSENT));
        assertThat(control("LS_op=reconf&LS_subId=4")).isEqualTo(new Reconfigure("1", null, 4, Double.NaN));
        assertThat(refusal("LS_op=reconf&LS_subId=4&LS_requested_max_frequency=x")).isEqualTo(ErrorCode.BAD_VALUE);
        assertThat(refusal("LS_op=reconf&LS_subId=-4")).isEqualTo(ErrorCode.SUBSCRIPTION_NOT_FOUND);
    }

    @Test
    @Row({"tlcp.constrain.limit", "tlcp.constrain.unlimited"})
    void constraintIsABandwidth() {
        assertThat(control("LS_op=constrain&LS_requested_max_bandwidth=40.5&LS_ack=false"))
                .isEqualTo(new Constrain("1", null, 40.5));
        assertThat(control("LS_op=constrain&LS_requested_max_bandwidth=unlimited")).isEqualTo(new Constrain("1", null, 0));
        assertThat(control("LS_op=constrain")).isEqualTo(new Constrain("1", null, Request.ABSENT));
    }

    @Test
    @Row({"tlcp.rebind.loop", "tlcp.rebind.polling_millis", "tlcp.rebind.close_socket"})
    void rebindMayPauseAndCloseTheSocket() {
        assertThat(control("LS_op=force_rebind")).isEqualTo(new ForceRebind("1", null, 0, false, null));
        assertThat(control("LS_op=force_rebind&LS_polling_millis=250&LS_close_socket=true&LS_cause=ws.unavailable"))
                .isEqualTo(new ForceRebind("1", null, 250, true, "ws.unavailable"));
    }

    @Test
    @Row({"tlcp.destroy.default", "tlcp.destroy.cause_code", "tlcp.destroy.cause_message", "tlcp.destroy.close_socket"})
    void destroyMayNameACause() {
        assertThat(control("LS_op=destroy")).isEqualTo(new Destroy("1", null, Integer.MAX_VALUE, null, false, null));
        assertThat(control("LS_op=destroy&LS_cause_code=-4&LS_cause_message=bye%20bye&LS_close_socket=true&LS_cause=api"))
                .isEqualTo(new Destroy("1", null, -4, "bye bye", true, "api"));
        assertThat(control("LS_op=destroy&LS_cause_code=7")).isEqualTo(new Destroy("1", null, 0, null, false, null));
        assertThat(control("LS_op=destroy&LS_cause_message=alone"))
                .isEqualTo(new Destroy("1", null, Integer.MAX_VALUE, null, false, null));
        assertThat(((Destroy) control("LS_op=destroy&LS_cause_code=-99999999999")).causeCode()).isEqualTo(Integer.MIN_VALUE);
    }

    @Test
    @Row("tlcp.mpn.disabled")
    void pushOperationsAreRecognised() {
        for (String operation : List.of("register", "reset_badge", "activate", "pn_reconf", "deactivate")) {
            assertThat(control("LS_op=" + operation + "&PN_deviceId=x")).isEqualTo(new MobilePush("1", null, operation));
        }
    }

    @Test
    @Row("tlcp.control.unknown_op")
    void unknownOperationIsMalformed() {
        assertThat(refusal("LS_subId=4")).isEqualTo(ErrorCode.MALFORMED);
        assertThat(refusal("LS_op=Add")).isEqualTo(ErrorCode.MALFORMED);
    }
}
