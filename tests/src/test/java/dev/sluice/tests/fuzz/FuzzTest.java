package dev.sluice.tests.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Layout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A short form of {@code ./sluice fuzz}. */
@Execution(ExecutionMode.CONCURRENT)
class FuzzTest {

    private static final long COUNT = 50_000;
    private static final long SEED = 20_261_127;
    private static final double MOST_GROWTH_PERCENT = 5;

    @Test
    void bentRequestsNeitherBreakTheNodeNorStayInIt() throws Exception {
        Fuzz.Outcome outcome = new Fuzz(Layout.root(), COUNT, SEED).run();
        assertThat(outcome.problems()).as("log of the node: %s", outcome.log()).isEmpty();
        assertThat(outcome.growth()).as("growth of the live heap, in percent").isLessThan(MOST_GROWTH_PERCENT);
    }
}
