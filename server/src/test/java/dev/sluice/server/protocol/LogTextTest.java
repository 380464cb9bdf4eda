package dev.sluice.server.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogTextTest {

    @Test
    void ordinaryTextStaysAsItIs() {
        assertThat(LogText.of(null)).isNull();
        assertThat(LogText.of("")).isEmpty();
        assertThat(LogText.of("J\u00f6rg M\u00fcller <j@example.com>")).isEqualTo("J\u00f6rg M\u00fcller <j@example.com>");
        assertThat(LogText.of("x".repeat(LogText.LONGEST))).hasSize(LogText.LONGEST);
    }

    @Test
    void nothingEndsTheLine() {
        assertThat(LogText.of("joe\r\n01.01.70 <ERROR> forged\u2028\u0085\u001b[31m\t"))
                .isEqualTo("joe??01.01.70 <ERROR> forged???[31m?");
    }

    @Test
    void longTextIsCut() {
        assertThat(LogText.of("y\n" + "x".repeat(100_000))).isEqualTo("y?" + "x".repeat(LogText.LONGEST - 2) + "...");
    }
}
