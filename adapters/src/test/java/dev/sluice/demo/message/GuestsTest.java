package dev.sluice.demo.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GuestsTest {
    private final Guests guests = new Guests();

    @Test
    void alikeBrowsersAreNumberedAndOthersAreNot() {
        guests.enter("s1", "10.0.0.7", "Browser");
        guests.enter("s2", "10.0.0.7", "Browser");
        guests.enter("s3", "10.0.0.8", "Browser");

        assertThat(guests.sender("s1")).isEqualTo(new Sender("10.0.0.7", "Browser"));
        assertThat(guests.sender("s2")).isEqualTo(new Sender("10.0.0.7", "Browser [2]"));
        assertThat(guests.sender("s3")).isEqualTo(new Sender("10.0.0.8", "Browser"));
    }

    @Test
    void theNumberOfAClosedSessionIsGivenAgain() {
        guests.enter("s1", "10.0.0.7", "Browser");
        guests.enter("s2", "10.0.0.7", "Browser");
        guests.leave("s1");

        guests.enter("s3", "10.0.0.7", "Browser");

        assertThat(guests.sender("s1")).isNull();
        assertThat(guests.sender("s3").nickname()).isEqualTo("Browser");
        assertThat(guests.sender("s2").nickname()).isEqualTo("Browser [2]");
    }
}
