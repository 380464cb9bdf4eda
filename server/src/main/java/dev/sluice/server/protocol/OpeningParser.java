package dev.sluice.server.protocol;

import dev.sluice.server.protocol.Request.BindSession;
import dev.sluice.server.protocol.Request.CreateSession;
import dev.sluice.server.protocol.Request.Refused;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code create_session}, alone or with controls, and {@code bind_session}. */
final class OpeningParser {

    private static final Parameters NONE = Parameters.of("", 0, 0);

    private OpeningParser() {
    }

    static Request create(RequestLines lines) {
        Parameters line = lines.advanceToFilled() ? lines.parameters() : NONE;
        if (line.malformed()) {
            return malformed(ErrorCode.MALFORMED.text());
        }
        List<Request> controls = Collections.emptyList();
        if (line.text("LS_op") != null) {
            controls = new ArrayList<>();
            controls.add(ControlParser.combined(line));
        }
        while (lines.advanceToFilled()) {
            if (controls.isEmpty()) {
                controls = new ArrayList<>();
            }
            controls.add(ControlParser.combined(lines.parameters()));
        }
        for (Request control : controls) {
            if (control instanceof Refused refused) {
                return new Refused(null, ErrorCode.COMBINED_FAILED, refused.text(), true);
            }
        }
        return new CreateSession(line.text("LS_user"), line.text("LS_password"), line.filled("LS_adapter_set", "DEFAULT"),
                line.text("LS_cid"), bandwidth(line, 0), diffs(line.text("LS_supported_diffs")),
                timeToLive(line.text("LS_ttl_millis")), line.filled("LS_old_session", null), line.text("LS_cause"),
                streamOptions(line), controls);
    }

    static Request bind(RequestLines lines, String defaultSession, boolean http) {
        Parameters line = lines.advanceToFilled() ? lines.parameters() : NONE;
        if (line.malformed() || lines.advanceToFilled()) {
            return malformed(ErrorCode.MALFORMED.text());
        }
        String sessionId = line.filled("LS_session", defaultSession);
        if (http && sessionId == null) {
            return malformed("LS_session is missing");
        }
        long recoveryFrom = Request.ABSENT;
        if (line.text("LS_recovery_from") != null) {
            recoveryFrom = line.whole("LS_recovery_from", 0, Request.ABSENT);
            if (recoveryFrom == Request.ABSENT) {
                return malformed("LS_recovery_from is not a number");
            }
        }
        return new BindSession(sessionId, recoveryFrom, bandwidth(line, Request.ABSENT), line.text("LS_cause"),
                streamOptions(line));
    }

    /** kbit/s, 0 for {@code unlimited}; {@code otherwise} when it says nothing one can use. */
    static double bandwidth(Parameters line, double otherwise) {
        String text = line.text("LS_requested_max_bandwidth");
        if ("unlimited".equals(text)) {
            return 0;
        }
        double value = WireNumber.positive(text);
        return Double.isNaN(value) ? otherwise : value;
    }

    private static StreamOptions streamOptions(Parameters line) {
        boolean polling = line.flag("LS_polling", false);
        return new StreamOptions(polling,
                polling ? line.whole("LS_polling_millis", 0, 0) : 0,
                polling ? line.whole("LS_idle_millis", 0, 0) : 0,
                line.whole("LS_content_length", 0, Request.ABSENT),
                polling ? Request.ABSENT : line.whole("LS_keepalive_millis", 1, Request.ABSENT),
                polling ? Request.ABSENT : line.whole("LS_inactivity_millis", 1, Request.ABSENT),
                polling || line.flag("LS_send_sync", true),
                line.flag("LS_reduce_head", false));
    }

    private static Set<String> diffs(String text) {
        if (text == null) {
            return null;
        }
        Set<String> tags = new HashSet<>();
        int from = 0;
        while (from < text.length()) {
            int comma = text.indexOf(',', from);
            int to = comma < 0 ? text.length() : comma;
            String tag = text.substring(from, to).strip();
            if (!tag.isEmpty()) {
                tags.add(tag);
            }
            from = to + 1;
        }
        return tags;
    }

    private static long timeToLive(String text) {
        if ("unlimited".equals(text)) {
            return Request.TTL_UNLIMITED;
        }
        long millis = WireNumber.whole(text);
        return millis < 0 ? Request.TTL_UNKNOWN : millis;
    }

    private static Refused malformed(String text) {
        return new Refused(null, ErrorCode.MALFORMED, text, true);
    }
}
