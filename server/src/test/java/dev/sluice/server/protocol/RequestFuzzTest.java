package dev.sluice.server.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Random;

/** Requests of real clients, bent at random: the parser answers each with requests or refusals, and never throws. */
class RequestFuzzTest {

    private static final long SEED = 20_250_917;
    private static final int ROUNDS = 50_000;
    private static final List<String> REAL = List.of(
            "wsok",
            "create_session\r\nLS_adapter_set=DEMO&LS_cid=mgQkwtwdysogQz2BJ4Ji%20kOj2Bg&LS_send_sync=false&LS_cause=api",
            "create_session\r\nLS_polling=true&LS_polling_millis=0&LS_idle_millis=0&LS_cid=x\r\n"
                    + "LS_op=add&LS_subId=1&LS_mode=MERGE&LS_group=item1&LS_schema=a%20b\r\n",
            "bind_session\r\nLS_session=S2&LS_recovery_from=11&LS_polling=true&LS_polling_millis=0&LS_idle_millis=0",
            "control\r\nLS_reqId=1&LS_op=add&LS_subId=1&LS_mode=COMMAND&LS_group=pf&LS_schema=key%20command%20qty"
                    + "&LS_snapshot=true&LS_requested_max_frequency=2.5&LS_requested_buffer_size=10&LS_ack=false\r\n"
                    + "LS_reqId=2&LS_subId=1&LS_op=delete&LS_ack=false",
            "control\nLS_reqId=3&LS_op=destroy&LS_cause_code=-3&LS_cause_message=b%C3%A9&LS_close_socket=true&",
            "control\r\nLS_reqId=3&LS_op=reconf&LS_subId=2&LS_requested_max_frequency=1e1",
            "control\r\nLS_reqId=3&LS_op=constrain&LS_requested_max_bandwidth=3.5\r\nLS_reqId=4&LS_op=force_rebind",
            "msg\r\nLS_reqId=5&LS_message=hi&LS_sequence=CHAT&LS_msg_prog=1\r\nLS_reqId=6&LS_message=yo&LS_msg_prog=1",
            "msg\r\nLS_unq=65&LS_reqId=3&LS_sequence=SEQ&LS_msg_prog=1&LS_message=a&b=c%20+é\r\nz\r\n"
                    + "LS_unq=24&LS_reqId=4&LS_message=😀",
            "heartbeat\r\n\r\n",
            "heartbeat\r\nLS_session=S1&");
    private static final String[] SPLICES = {"%", "%2", "%FF", "&", "=", "\r", "\n", "\r\n", "+", "LS_unq=", "LS_unq=9&", "\0",
        "\uD83D", "-", "99999999999999999999", "1e400", "LS_op=add", "LS_reqId=", "€", ",", "LS_message="};

    @Test
    @Row({"tlcp.parse.bad_percent", "tlcp.parse.ls_unq"})
    void bentRequestsNeverThrow() {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            String bent = REAL.get(random.nextInt(REAL.size()));
            for (int blow = random.nextInt(6); blow >= 0; blow--) {
                bent = bend(bent, random);
            }
            assertThat(RequestParser.parseMessage(bent)).isNotEmpty().doesNotContainNull();
            int feed = bent.indexOf('\n');
            String name = feed < 0 ? bent : bent.substring(0, feed).strip();
            String body = feed < 0 ? "" : bent.substring(feed + 1);
            assertThat(RequestParser.parseHttp(name, random.nextBoolean() ? body : "LS_session=S", body)).isNotEmpty();
        }
    }

    @Test
    void everyCutOfARealRequestIsAnswered() {
        for (String request : REAL) {
            for (int cut = 0; cut <= request.length(); cut++) {
                assertThat(RequestParser.parseMessage(request.substring(0, cut))).isNotEmpty().doesNotContainNull();
                assertThat(RequestParser.parseMessage(request.substring(cut))).isNotEmpty().doesNotContainNull();
            }
        }
    }

    private static String bend(String text, Random random) {
        int at = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), at + random.nextInt(8));
        return switch (random.nextInt(5)) {
            case 0 -> text.substring(0, at) + SPLICES[random.nextInt(SPLICES.length)] + text.substring(at);
            case 1 -> text.substring(0, at) + text.substring(to);
            case 2 -> text.substring(0, at) + (char) random.nextInt(0x3000) + text.substring(to);
            case 3 -> text + text.substring(at);
            default -> text.substring(0, at);
        };
    }
}
