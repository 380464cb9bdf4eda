package dev.sluice.tests.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Requests as real clients send them, and the ways to bend them. {@code {S}} stands for a session of the attacker. */
final class Corpus {

    static final String HANDSHAKE = "GET /lightstreamer HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + "Sec-WebSocket-Protocol: TLCP-2.5.0.lightstreamer.com\r\n\r\n";
    private static final String ADD = "LS_op=add&LS_subId=3&LS_mode=MERGE&LS_group=a%20b&LS_schema=x%20y&LS_data_adapter=FEED";
    private static final String POLL = "&LS_polling=true&LS_polling_millis=0&LS_idle_millis=0";
    /** First line the name, the rest the lines: the form of a WebSocket message. */
    private static final List<String> MESSAGES = List.of(
            "wsok",
            "create_session\r\nLS_adapter_set=FUZZ&LS_cid=mgQkwtwdysogQz2BJ4Ji%20kOj2Bg&LS_send_sync=false&LS_cause=api",
            "create_session\r\nLS_adapter_set=FUZZ&LS_user=u&LS_password=p&LS_keepalive_millis=1000&LS_inactivity_millis=900"
                    + "&LS_requested_max_bandwidth=40.5&LS_old_session={S}&LS_supported_diffs=P,T",
            "create_session\r\nLS_adapter_set=FUZZ&LS_cid=x" + POLL + "\r\n" + ADD + "\r\nLS_op=add&LS_subId=2&LS_mode=COMMAND"
                    + "&LS_group=c&LS_schema=key%20command&LS_data_adapter=FEED\r\n",
            "create_session\r\nLS_adapter_set=FUZZ&LS_ttl_millis=unlimited&LS_reduce_head=true&LS_content_length=5000" + POLL,
            "bind_session\r\nLS_session={S}" + POLL,
            "bind_session\r\nLS_session={S}&LS_recovery_from=1" + POLL,
            "bind_session\r\nLS_session={S}&LS_polling=true&LS_polling_millis=50&LS_idle_millis=60",
            "bind_session\r\nLS_polling=true&LS_polling_millis=0&LS_idle_millis=10",
            "bind_session\r\nLS_session={S}&LS_content_length=4096&LS_keepalive_millis=500&LS_send_sync=true",
            "control\r\nLS_reqId=1&LS_session={S}&" + ADD + "&LS_snapshot=true&LS_requested_max_frequency=2.5\r\n"
                    + "LS_reqId=2&LS_session={S}&LS_subId=3&LS_op=delete&LS_ack=false",
            "control\r\nLS_reqId=1&" + ADD + "&LS_requested_max_frequency=unfiltered&LS_requested_buffer_size=10&LS_selector=s",
            "control\r\nLS_reqId=7&LS_op=add&LS_subId=4&LS_mode=DISTINCT&LS_group=d&LS_schema=x&LS_data_adapter=FEED&LS_snapshot=5",
            "control\r\nLS_reqId=8&LS_op=add&LS_subId=5&LS_mode=RAW&LS_group=r&LS_schema=x&LS_data_adapter=FEED&LS_start=1&LS_end=1",
            "control\r\nLS_reqId=3&LS_op=reconf&LS_subId=3&LS_requested_max_frequency=1e1&LS_session={S}",
            "control\r\nLS_reqId=3&LS_op=constrain&LS_requested_max_bandwidth=3.5\r\nLS_reqId=4&LS_op=force_rebind&LS_polling_millis=9",
            "control\r\nLS_reqId=3&LS_op=force_rebind&LS_session={S}&LS_close_socket=true",
            "control\nLS_reqId=3&LS_op=destroy&LS_cause_code=-3&LS_cause_message=b%C3%A9&LS_close_socket=true&",
            "control\r\nLS_reqId=3&LS_op=destroy&LS_session={S}",
            "control\r\nLS_reqId=9&LS_op=register&PN_type=Google&PN_appId=a&PN_deviceToken=t",
            "msg\r\nLS_reqId=5&LS_message=hi&LS_sequence=CHAT&LS_msg_prog=1&LS_max_wait=50\r\nLS_reqId=6&LS_message=yo&LS_msg_prog=1",
            "msg\r\nLS_reqId=5&LS_session={S}&LS_message=refuse&LS_msg_prog=3&LS_outcome=true",
            "msg\r\nLS_unq=65&LS_reqId=3&LS_sequence=SEQ&LS_msg_prog=1&LS_message=a&b=c%20+\u00e9\r\nz",
            "heartbeat\r\n\r\n",
            "heartbeat\r\nLS_session={S}&",
            "send_log\r\nLS_session={S}&LS_log=x");
    private static final List<String> HEADS = List.of(
            HANDSHAKE,
            "POST /lightstreamer/control.txt?LS_protocol=TLCP-2.5.0 HTTP/1.1\r\nHost: h\r\nContent-Length: 27\r\n\r\nLS_reqId=1&LS_op=constrain\r\n",
            "POST /lightstreamer/msg.txt?LS_protocol=TLCP-2.1.0&LS_session={S} HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n"
                    + "\r\n18\r\nLS_reqId=1&LS_message=hi\r\n0\r\n\r\n",
            "POST /lightstreamer/create_session.txt?LS_protocol=TLCP-2.0.0 HTTP/1.0\r\nContent-Length: 20\r\n\r\nLS_adapter_set=FUZZ&",
            "GET /lightstreamer/create_session.txt?LS_protocol=TLCP-2.5.0&LS_adapter_set=FUZZ" + POLL
                    + " HTTP/1.1\r\nHost: h\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n",
            "GET /lightstreamer/heartbeat.txt?LS_protocol=TLCP-2.5.0 HTTP/1.1\r\nHost: h\r\nOrigin: http://x:80\r\n"
                    + "X-Forwarded-For: 1.2.3.4, [::1]:80\r\n\r\n",
            "OPTIONS /lightstreamer/create_session.txt HTTP/1.1\r\nHost: h\r\nOrigin: null\r\nAccess-Control-Request-Headers: x\r\n\r\n",
            "GET /%41/../index.html HTTP/1.1\r\nHost: h\r\nIf-None-Match: \"a\"\r\n\r\n",
            "GET /lightstreamer/create_session.js HTTP/1.1\r\nHost: h\r\nUser-Agent: x\r\n\r\n");
    private static final String[] SPLICES = {"%", "%2", "%FF", "&", "=", "\r", "\n", "\r\n", "+", "LS_unq=", "LS_unq=9&", "\0", "\uD83D",
        "-", "99999999999999999999", "1e400", "LS_op=add", "LS_reqId=", "\u20ac", ",", "LS_message=", "|", "\uD83D\uDE00"};
    private static final String HEAD_BYTES = "\r\n\0 \t:;,%?/\u00ff0aZ-+\"";
    private static final int LONGEST_RANDOM = 300;

    private final Random random;

    Corpus(Random random) {
        this.random = random;
    }

    /** A message of a client, as it is or bent. */
    String message(String session) {
        String text = MESSAGES.get(random.nextInt(MESSAGES.size())).replace("{S}", session);
        for (int blow = random.nextInt(4); blow > 0; blow--) {
            text = bend(text);
        }
        return text;
    }

    /** A whole HTTP request, bent somewhere. */
    byte[] head(String session) {
        StringBuilder text = new StringBuilder(HEADS.get(random.nextInt(HEADS.size())).replace("{S}", session));
        for (int change = random.nextInt(4); change >= 0; change--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(5)) {
                case 0 -> text.setCharAt(at, HEAD_BYTES.charAt(random.nextInt(HEAD_BYTES.length())));
                case 1 -> text.delete(at, Math.min(text.length() - 1, at + 1));
                case 2 -> text.insert(at, HEAD_BYTES.charAt(random.nextInt(HEAD_BYTES.length())));
                case 3 -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(30))));
                default -> text.setLength(Math.max(1, at));
            }
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Bytes that mean nothing. */
    byte[] noise() {
        byte[] bytes = new byte[1 + random.nextInt(LONGEST_RANDOM)];
        random.nextBytes(bytes);
        return bytes;
    }

    private String bend(String text) {
        int at = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), at + random.nextInt(8));
        return switch (random.nextInt(6)) {
            case 0 -> text.substring(0, at) + SPLICES[random.nextInt(SPLICES.length)] + text.substring(at);
            case 1 -> text.substring(0, at) + text.substring(to);
            case 2 -> text.substring(0, at) + (char) random.nextInt(0x3000) + text.substring(to);
            case 3 -> text + text.substring(at);
            case 4 -> digits(text, at);
            default -> text.substring(0, at);
        };
    }

    /** Another number where the first one after a place was: most numbers of a request mean something. */
    private String digits(String text, int from) {
        int at = from;
        while (at < text.length() && !Character.isDigit(text.charAt(at))) {
            at++;
        }
        int to = at;
        while (to < text.length() && Character.isDigit(text.charAt(to))) {
            to++;
        }
        return text.substring(0, at) + (random.nextInt(20) - 2) + text.substring(to);
    }
}
