package dev.sluice.server.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.protocol.Request;
import dev.sluice.server.protocol.RequestParser;
import org.junit.jupiter.api.Test;

class RequestLogTest {

    private static final String FORGED = "%0D%0A01.01.70 <ERROR> forged%E2%80%A8";

    private final Request request = RequestParser.parseMessage("create_session\r\nLS_user=joe" + FORGED + "&LS_password=secret&LS_cid="
            + "x".repeat(5_000) + "end&LS_adapter_set=A").get(0);

    @Test
    void nothingThatAClientWritesEndsTheLineOfItsRequest() {
        assertThat(RequestLog.line(request, false)).contains("joe??01.01.70 <ERROR> forged?").doesNotContain("\r", "\n", "\u2028");
        assertThat(RequestLog.line(request, true)).contains("joe??01.01.70 <ERROR> forged?").doesNotContain("\r", "\n", "\u2028");
    }

    @Test
    void aRequestIsLoggedWholeAndItsPasswordOnlyWhenAskedFor() {
        assertThat(RequestLog.line(request, false)).contains("xend").doesNotContain("secret");
        assertThat(RequestLog.line(request, true)).contains("xend").contains("secret");
    }
}
