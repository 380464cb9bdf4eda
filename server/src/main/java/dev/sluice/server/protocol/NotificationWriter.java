package dev.sluice.server.protocol;

import java.nio.charset.StandardCharsets;

/** Writes the lines the node sends (TLCP 2.5.0 p.26-28, 44-64), each with its line end. */
public final class NotificationWriter {

    /** Room kept free in a limited HTTP response for the line that ends it. */
    public static final int CLOSING_RESERVE = 64;

    private static final byte[] CONOK = ascii("CONOK,");
    private static final byte[] CONERR = ascii("CONERR,");
    private static final byte[] END = ascii("END,");
    private static final byte[] REQOK = ascii("REQOK");
    private static final byte[] REQERR = ascii("REQERR,");
    private static final byte[] ERROR = ascii("ERROR,");
    private static final byte[] WSOK = ascii("WSOK\r\n");
    private static final byte[] SERVNAME = ascii("SERVNAME,");
    private static final byte[] CLIENTIP = ascii("CLIENTIP,");
    private static final byte[] CONS = ascii("CONS,");
    private static final byte[] NOOP = ascii("NOOP,");
    private static final byte[] PROG = ascii("PROG,");
    private static final byte[] LOOP = ascii("LOOP,");
    private static final byte[] PROBE = ascii("PROBE\r\n");
    private static final byte[] SYNC = ascii("SYNC,");
    private static final byte[] SUBOK = ascii("SUBOK,");
    private static final byte[] SUBCMD = ascii("SUBCMD,");
    private static final byte[] UNSUB = ascii("UNSUB,");
    private static final byte[] CONF = ascii("CONF,");
    private static final byte[] EOS = ascii("EOS,");
    private static final byte[] CS = ascii("CS,");
    private static final byte[] OV = ascii("OV,");
    private static final byte[] MSGDONE = ascii("MSGDONE,");
    private static final byte[] MSGFAIL = ascii("MSGFAIL,");
    private static final byte[] UNLIMITED = ascii("unlimited");
    private static final byte[] UNMANAGED = ascii("unmanaged");
    private static final byte[] FILTERED = ascii(",filtered");
    private static final byte[] UNFILTERED = ascii(",unfiltered");

    private NotificationWriter() {
    }

    /** {@code CONOK}: the session is bound. */
    public static void conok(LineBuffer out, String sessionId, int requestLimit, long keepaliveMillis, String controlLink) {
        out.put(CONOK).text(sessionId).put(',').number(requestLimit).put(',').number(keepaliveMillis).put(',')
                .text(controlLink).endLine();
    }

    /** {@code CONERR}: a create or bind request is refused. */
    public static void conerr(LineBuffer out, int code, String text) {
        out.put(CONERR).number(code).put(',').put(FieldEncoder.argument(text)).endLine();
    }

    /** {@code END}: the session is over. */
    public static void end(LineBuffer out, int code, String text) {
        out.put(END).number(code).put(',').put(FieldEncoder.argument(text)).endLine();
    }

    /** {@code REQOK}: the request is accepted; bare when {@code requestId} is null (heartbeat on HTTP). */
    public static void reqok(LineBuffer out, String requestId) {
        out.put(REQOK);
        if (requestId != null) {
            out.put(',').text(requestId);
        }
        out.endLine();
    }

    /** {@code REQERR}: the request is refused. */
    public static void reqerr(LineBuffer out, String requestId, int code, String text) {
        out.put(REQERR).text(requestId).put(',').number(code).put(',').put(FieldEncoder.argument(text)).endLine();
    }

    /** {@code ERROR}: a request without a readable id; every official client stops on it. */
    public static void error(LineBuffer out, int code, String text) {
        out.put(ERROR).number(code).put(',').put(FieldEncoder.argument(text)).endLine();
    }

    /** {@code WSOK}: the WebSocket works. */
    public static void wsok(LineBuffer out) {
        out.put(WSOK);
    }

    /** {@code SERVNAME}: name of the listening socket. */
    public static void servname(LineBuffer out, String name) {
        out.put(SERVNAME).text(name).endLine();
    }

    /** {@code CLIENTIP}: address the node sees. */
    public static void clientip(LineBuffer out, String address) {
        out.put(CLIENTIP).text(address).endLine();
    }

    /** {@code CONS}: bandwidth in kbit/s, 0 for unlimited, negative for one that is not managed. */
    public static void cons(LineBuffer out, double kbps) {
        out.put(CONS);
        if (kbps < 0) {
            out.put(UNMANAGED);
        } else {
            decimalOrUnlimited(out, kbps);
        }
        out.endLine();
    }

    /** {@code NOOP} with filler text. */
    public static void noop(LineBuffer out, byte[] filler) {
        out.put(NOOP).put(filler).endLine();
    }

    /** {@code PROG}: data notifications up to this one are not repeated. */
    public static void prog(LineBuffer out, long progressive) {
        out.put(PROG).number(progressive).endLine();
    }

    /** {@code LOOP}: the stream ends, the session waits for a bind. */
    public static void loop(LineBuffer out, long expectedDelayMillis) {
        out.put(LOOP).number(expectedDelayMillis).endLine();
    }

    /** {@code PROBE}: nothing else was written for the keepalive time. */
    public static void probe(LineBuffer out) {
        out.put(PROBE);
    }

    /** {@code SYNC}: seconds since this bind. */
    public static void sync(LineBuffer out, long seconds) {
        out.put(SYNC).number(seconds).endLine();
    }

    /** {@code SUBOK}: the subscription is active. */
    public static void subok(LineBuffer out, int subscriptionId, int items, int fields) {
        out.put(SUBOK).number(subscriptionId).put(',').number(items).put(',').number(fields).endLine();
    }

    /** {@code SUBCMD}: the COMMAND subscription is active; positions 1-based. */
    public static void subcmd(LineBuffer out, int subscriptionId, int items, int fields, int key, int command) {
        out.put(SUBCMD).number(subscriptionId).put(',').number(items).put(',').number(fields).put(',').number(key)
                .put(',').number(command).endLine();
    }

    /** {@code UNSUB}: the subscription is over. */
    public static void unsub(LineBuffer out, int subscriptionId) {
        out.put(UNSUB).number(subscriptionId).endLine();
    }

    /** {@code CONF}: granted frequency in updates per second, 0 for unlimited. */
    public static void conf(LineBuffer out, int subscriptionId, double maxFrequency, boolean unfiltered) {
        out.put(CONF).number(subscriptionId).put(',');
        decimalOrUnlimited(out, maxFrequency);
        out.put(unfiltered ? UNFILTERED : FILTERED).endLine();
    }

    /** {@code EOS}: the snapshot of an item is complete. */
    public static void eos(LineBuffer out, int subscriptionId, int item) {
        out.put(EOS).number(subscriptionId).put(',').number(item).endLine();
    }

    /** {@code CS}: the snapshot of an item is cleared. */
    public static void cs(LineBuffer out, int subscriptionId, int item) {
        out.put(CS).number(subscriptionId).put(',').number(item).endLine();
    }

    /** {@code OV}: events of an item were lost here. */
    public static void ov(LineBuffer out, int subscriptionId, int item, int lost) {
        out.put(OV).number(subscriptionId).put(',').number(item).put(',').number(lost).endLine();
    }

    /** Start of a {@code U} line: what follows are the fields and the line end. */
    public static void update(LineBuffer out, int subscriptionId, int item) {
        out.put('U').put(',').number(subscriptionId).put(',').number(item).put(',');
    }

    /** {@code MSGDONE}; {@code sequence} null for an unordered message, {@code response} null for versions without one. */
    public static void msgdone(LineBuffer out, String sequence, int progressive, String response) {
        out.put(MSGDONE).text(sequence == null ? "*" : sequence).put(',').number(progressive);
        if (response != null) {
            out.put(',').put(FieldEncoder.argument(response));
        }
        out.endLine();
    }

    /** {@code MSGFAIL}; {@code sequence} null for an unordered message. */
    public static void msgfail(LineBuffer out, String sequence, int progressive, int code, String text) {
        out.put(MSGFAIL).text(sequence == null ? "*" : sequence).put(',').number(progressive).put(',').number(code)
                .put(',').put(FieldEncoder.argument(text)).endLine();
    }

    private static void decimalOrUnlimited(LineBuffer out, double value) {
        if (value <= 0 || Double.isInfinite(value)) {
            out.put(UNLIMITED);
        } else if (value == Math.rint(value) && value < 1e15) {
            out.number((long) value);
        } else {
            out.text(new java.math.BigDecimal(value).setScale(6, java.math.RoundingMode.HALF_UP)
                    .stripTrailingZeros().toPlainString());
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
