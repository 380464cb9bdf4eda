package dev.sluice.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ExplainCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... words) {
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(words);
    }

    @Test
    void aNameThatStandsInSeveralPlacesIsToldForAll() {
        assertThat(run("explain", "available_on_server")).isZero();
        assertThat(out.toString()).contains("dashboard/available_on_server\n").contains("healthcheck/available_on_server\n");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void anUnknownNameIsRefusedWithSuggestions() {
        assertThat(run("explain", "session_timeout_milis")).isEqualTo(2);
        assertThat(err.toString()).startsWith("sluice: there is no setting session_timeout_milis; did you mean session_timeout_millis");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void anElementIsNeeded() {
        assertThat(run("explain")).isEqualTo(2);
        assertThat(err.toString()).contains("an element is missing");
    }

    @Test
    void thePageIsPrintedAsAWhole() {
        assertThat(run("explain", "--markdown")).isZero();
        assertThat(out.toString()).startsWith("# The settings of lightstreamer_conf.xml\n").contains("| `max_sessions` |");
    }
}
