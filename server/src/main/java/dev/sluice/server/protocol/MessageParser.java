package dev.sluice.server.protocol;

import dev.sluice.server.protocol.Request.Refused;
import dev.sluice.server.protocol.Request.SendMessage;

/** One line of {@code msg}, also in the raw form whose first parameter is its length. */
final class MessageParser {

    private static final String RAW_LENGTH = "LS_unq=";
    private static final String RAW_TEXT = "LS_message=";

    private MessageParser() {
    }

    /** Reads the next line; null at the end. */
    static Request next(RequestLines lines, String defaultSession) {
        if (!lines.advanceToFilled()) {
            return null;
        }
        if (!lines.text.startsWith(RAW_LENGTH, lines.from())) {
            return message(lines.parameters(), defaultSession);
        }
        Parameters raw = rawLine(lines);
        if (raw == null) {
            lines.stop();
            return new Refused(null, ErrorCode.MALFORMED, "LS_unq is not the length of the request", false);
        }
        return message(raw, defaultSession);
    }

    /** The line counted by {@code LS_unq}: its last parameter is the text, verbatim to the last unit, line breaks included. */
    private static Parameters rawLine(RequestLines lines) {
        String text = lines.text;
        int digits = lines.from() + RAW_LENGTH.length();
        int ampersand = text.indexOf('&', digits);
        if (ampersand < 0) {
            return null;
        }
        long units = WireNumber.whole(text.substring(digits, ampersand));
        int from = ampersand + 1;
        if (units < 0 || units > text.length() - from) {
            return null;
        }
        int to = from + (int) units;
        if (!lines.resumeAt(to)) {
            return null;
        }
        Parameters parameters = new Parameters();
        int last = startOfText(text, from, to);
        if (last < 0) {
            parameters.read(text, from, to);
        } else {
            parameters.read(text, from, last);
            parameters.add("LS_message", text.substring(last + RAW_TEXT.length(), to));
        }
        return parameters;
    }

    private static int startOfText(String text, int from, int to) {
        for (int at = text.indexOf(RAW_TEXT, from); at >= 0 && at + RAW_TEXT.length() <= to;
                at = text.indexOf(RAW_TEXT, at + 1)) {
            if (at == from || text.charAt(at - 1) == '&') {
                return at;
            }
        }
        return -1;
    }

    private static Request message(Parameters line, String defaultSession) {
        String requestId = line.requestId();
        if (line.malformed()) {
            return refused(requestId, ErrorCode.MALFORMED, ErrorCode.MALFORMED.text());
        }
        if (requestId == null) {
            return refused(null, ErrorCode.MALFORMED, "LS_reqId is missing or not an id");
        }
        String text = line.text("LS_message");
        if (text == null) {
            return refused(requestId, ErrorCode.MALFORMED, "LS_message is missing");
        }
        String sequence = line.text("LS_sequence");
        if (sequence != null && !sequenceName(sequence)) {
            return refused(requestId, ErrorCode.MALFORMED, "LS_sequence is not the name of a sequence");
        }
        int progressive = line.wholeInt("LS_msg_prog", 1, 0);
        if (progressive == 0) {
            if (line.text("LS_msg_prog") != null) {
                return refused(requestId, ErrorCode.BAD_VALUE, "LS_msg_prog is not a positive number");
            }
            if (sequence != null) {
                return refused(requestId, ErrorCode.MALFORMED, "LS_sequence needs LS_msg_prog");
            }
            progressive = (int) Request.ABSENT;
        }
        return new SendMessage(requestId, line.filled("LS_session", defaultSession), text, sequence, progressive,
                line.whole("LS_max_wait", 0, Request.ABSENT), line.flag("LS_outcome", true), line.flag("LS_ack", true));
    }

    private static boolean sequenceName(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean legal = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
            if (!legal) {
                return false;
            }
        }
        return !text.isEmpty() && !text.equals("UNORDERED_MESSAGES");
    }

    private static Refused refused(String requestId, ErrorCode code, String text) {
        return new Refused(requestId, code, text, false);
    }
}
