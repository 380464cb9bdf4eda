package dev.sluice.server.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ErrorCodeTest {

    @Test
    @Row("tlcp.ver.codes_before_22")
    void codesOfLaterVersionsAreReplaced() {
        ProtocolVersion old = new ProtocolVersion(1);
        assertThat(ErrorCode.OVERLOADED.codeFor(old)).isEqualTo(9);
        assertThat(ErrorCode.TRY_ELSEWHERE.codeFor(old)).as("at which they do not stop").isEqualTo(48);
        assertThat(ErrorCode.ADAPTER_UNAVAILABLE.codeFor(old)).isEqualTo(68);
        assertThat(ErrorCode.CREATION_REFUSED_ON_PORT.codeFor(old)).isEqualTo(71);
        assertThat(ErrorCode.SESSION_NOT_FOUND.codeFor(old)).isEqualTo(20);
        assertThat(ErrorCode.OVERLOADED.codeFor(ProtocolVersion.CURRENT)).isEqualTo(5);
        assertThat(ErrorCode.TRY_ELSEWHERE.codeFor(ProtocolVersion.CURRENT)).isEqualTo(5);
        assertThat(ErrorCode.OVERLOADED.codeFor(new ProtocolVersion(2))).isEqualTo(5);
    }

    @Test
    @Row("tlcp.ver.code3_before_23")
    void aMismatchIsAnUnknownSessionToClientsThatDoNotKnowIt() {
        assertThat(ErrorCode.PROTOCOL_MISMATCH_CONTROL.codeFor(new ProtocolVersion(2))).isEqualTo(20);
        assertThat(ErrorCode.PROTOCOL_MISMATCH_CONTROL.codeFor(new ProtocolVersion(3))).isEqualTo(3);
        assertThat(ErrorCode.PROTOCOL_MISMATCH.codeFor(new ProtocolVersion(0))).isEqualTo(3);
    }

    @Test
    void clientsOfTheFirstVersionDoNotKnowOtherInstances() {
        assertThat(ErrorCode.OTHER_INSTANCE.codeFor(new ProtocolVersion(0))).isEqualTo(20);
        assertThat(ErrorCode.OTHER_INSTANCE_CONTROL.codeFor(new ProtocolVersion(0))).isEqualTo(20);
        assertThat(ErrorCode.OTHER_INSTANCE.codeFor(new ProtocolVersion(1))).isEqualTo(21);
        assertThat(ErrorCode.OTHER_INSTANCE_CONTROL.codeFor(new ProtocolVersion(1))).isEqualTo(11);
    }

    @Test
    @Row({"tlcp.ver.http_param", "tlcp.ver.ws_subprotocol"})
    void versionsAreTwoPointZeroToTwoPointFive() {
        for (int minor = 0; minor <= 5; minor++) {
            assertThat(ProtocolVersion.parse("TLCP-2." + minor + ".17")).isEqualTo(new ProtocolVersion(minor));
        }
        for (String none : new String[] {null, "", "TLCP-2.6.0", "TLCP-2.5", "TLCP-2.5.", "TLCP-3.0.0", "TLCP-2.5.x", "tlcp-2.5.0"}) {
            assertThat(ProtocolVersion.parse(none)).as(none).isNull();
        }
    }
}
