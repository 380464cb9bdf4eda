package dev.sluice.server.protocol;

import dev.sluice.server.protocol.Request.Constrain;
import dev.sluice.server.protocol.Request.Destroy;
import dev.sluice.server.protocol.Request.ForceRebind;
import dev.sluice.server.protocol.Request.MobilePush;
import dev.sluice.server.protocol.Request.Reconfigure;
import dev.sluice.server.protocol.Request.Refused;
import dev.sluice.server.protocol.Request.Subscribe;
import dev.sluice.server.protocol.Request.Unsubscribe;

/** One line of {@code control}, whatever its {@code LS_op}. */
final class ControlParser {

    private static final int NO_SUBSCRIPTION = 0;
    private static final double BAD_FREQUENCY = Double.NEGATIVE_INFINITY;

    private ControlParser() {
    }

    /** A line of its own. */
    static Request control(Parameters line, String defaultSession) {
        String requestId = line.requestId();
        if (line.malformed()) {
            return refused(requestId, ErrorCode.MALFORMED, ErrorCode.MALFORMED.text());
        }
        if (requestId == null) {
            return refused(null, ErrorCode.MALFORMED, "LS_reqId is missing or not an id");
        }
        return operation(line, requestId, line.filled("LS_session", defaultSession));
    }

    /** A control inside a create request: it has neither id nor session of its own. */
    static Request combined(Parameters line) {
        return line.malformed() ? refused(null, ErrorCode.MALFORMED, ErrorCode.MALFORMED.text())
                : operation(line, null, null);
    }

    private static Request operation(Parameters line, String requestId, String sessionId) {
        String operation = line.text("LS_op");
        if (operation == null) {
            return refused(requestId, ErrorCode.MALFORMED, "LS_op is missing");
        }
        return switch (operation) {
            case "add" -> subscribe(line, requestId, sessionId);
            case "delete" -> unsubscribe(line, requestId, sessionId);
            case "reconf" -> reconfigure(line, requestId, sessionId);
            case "constrain" -> new Constrain(requestId, sessionId, OpeningParser.bandwidth(line, Request.ABSENT));
            case "force_rebind" -> new ForceRebind(requestId, sessionId, line.whole("LS_polling_millis", 0, 0),
                    line.flag("LS_close_socket", false), line.text("LS_cause"));
            case "destroy" -> destroy(line, requestId, sessionId);
            case "register", "reset_badge", "activate", "pn_reconf", "deactivate" ->
                    new MobilePush(requestId, sessionId, operation);
            default -> refused(requestId, ErrorCode.MALFORMED, "Unknown LS_op");
        };
    }

    private static Request subscribe(Parameters line, String requestId, String sessionId) {
        int subscriptionId = line.wholeInt("LS_subId", 1, NO_SUBSCRIPTION);
        if (subscriptionId == NO_SUBSCRIPTION) {
            return refused(requestId, ErrorCode.BAD_VALUE, "LS_subId is not a positive number");
        }
        Mode mode = mode(line.text("LS_mode"));
        if (mode == null) {
            return refused(requestId, ErrorCode.BAD_VALUE, "LS_mode is none of RAW, MERGE, DISTINCT and COMMAND");
        }
        double frequency = mode == Mode.RAW ? 0 : frequency(line.text("LS_requested_max_frequency"), 0);
        if (frequency == BAD_FREQUENCY) {
            return refused(requestId, ErrorCode.BAD_VALUE, "LS_requested_max_frequency is not a frequency");
        }
        int bufferSize = (int) Request.ABSENT;
        if ((mode == Mode.MERGE || mode == Mode.DISTINCT) && frequency != Request.ABSENT) {
            bufferSize = bufferSize(line);
            if (bufferSize == 0) {
                return refused(requestId, ErrorCode.BAD_VALUE, "LS_requested_buffer_size is not a size");
            }
        }
        String group = line.filled("LS_group", null);
        if (group == null) {
            return refused(requestId, ErrorCode.BAD_GROUP, ErrorCode.BAD_GROUP.text());
        }
        String schema = line.filled("LS_schema", null);
        if (schema == null) {
            return refused(requestId, ErrorCode.BAD_SCHEMA, ErrorCode.BAD_SCHEMA.text());
        }
        return new Subscribe(requestId, sessionId, subscriptionId, line.filled("LS_data_adapter", "DEFAULT"), group, schema,
                mode, line.text("LS_selector"), snapshot(line.text("LS_snapshot"), mode), frequency, bufferSize,
                line.wholeInt("LS_start", 1, (int) Request.ABSENT), line.wholeInt("LS_end", 1, (int) Request.ABSENT),
                line.flag("LS_ack", true));
    }

    private static Request unsubscribe(Parameters line, String requestId, String sessionId) {
        int subscriptionId = line.wholeInt("LS_subId", 1, NO_SUBSCRIPTION);
        return subscriptionId == NO_SUBSCRIPTION ? unknownSubscription(requestId)
                : new Unsubscribe(requestId, sessionId, subscriptionId, line.flag("LS_ack", true));
    }

    private static Request reconfigure(Parameters line, String requestId, String sessionId) {
        int subscriptionId = line.wholeInt("LS_subId", 1, NO_SUBSCRIPTION);
        if (subscriptionId == NO_SUBSCRIPTION) {
            return unknownSubscription(requestId);
        }
        double frequency = frequency(line.text("LS_requested_max_frequency"), Double.NaN);
        return frequency == BAD_FREQUENCY
                ? refused(requestId, ErrorCode.BAD_VALUE, "LS_requested_max_frequency is not a frequency")
                : new Reconfigure(requestId, sessionId, subscriptionId, frequency);
    }

    private static Request destroy(Parameters line, String requestId, String sessionId) {
        long code = WireNumber.whole(line.text("LS_cause_code"));
        boolean given = code != WireNumber.NOT_WHOLE;
        int causeCode = given ? (int) Math.max(Math.min(code, 0), Integer.MIN_VALUE) : Integer.MAX_VALUE;
        return new Destroy(requestId, sessionId, causeCode, given ? line.text("LS_cause_message") : null,
                line.flag("LS_close_socket", false), line.text("LS_cause"));
    }

    private static Mode mode(String text) {
        if (text == null) {
            return null;
        }
        return switch (text) {
            case "MERGE" -> Mode.MERGE;
            case "DISTINCT" -> Mode.DISTINCT;
            case "COMMAND" -> Mode.COMMAND;
            case "RAW" -> Mode.RAW;
            default -> null;
        };
    }

    private static int snapshot(String text, Mode mode) {
        if (text == null || mode == Mode.RAW) {
            return 0;
        }
        if ("true".equals(text)) {
            return Request.SNAPSHOT_FULL;
        }
        long length = WireNumber.whole(text);
        if (length <= 0) {
            return 0;
        }
        return mode == Mode.DISTINCT ? (int) Math.min(length, Request.SNAPSHOT_FULL) : Request.SNAPSHOT_FULL;
    }

    private static double frequency(String text, double absent) {
        if (text == null) {
            return absent;
        }
        if ("unlimited".equals(text)) {
            return 0;
        }
        if ("unfiltered".equals(text)) {
            return Request.ABSENT;
        }
        double value = WireNumber.positive(text);
        return Double.isNaN(value) ? BAD_FREQUENCY : value;
    }

    /** Events; 0 when it is not a size, since a client's 0 means 1. */
    private static int bufferSize(Parameters line) {
        String text = line.text("LS_requested_buffer_size");
        if (text == null) {
            return (int) Request.ABSENT;
        }
        if ("unlimited".equals(text)) {
            return Request.BUFFER_UNLIMITED;
        }
        long size = WireNumber.whole(text);
        return size < 0 ? 0 : (int) Math.min(Math.max(size, 1), Request.BUFFER_UNLIMITED);
    }

    private static Refused unknownSubscription(String requestId) {
        return refused(requestId, ErrorCode.SUBSCRIPTION_NOT_FOUND, ErrorCode.SUBSCRIPTION_NOT_FOUND.text());
    }

    private static Refused refused(String requestId, ErrorCode code, String text) {
        return new Refused(requestId, code, text, false);
    }
}
