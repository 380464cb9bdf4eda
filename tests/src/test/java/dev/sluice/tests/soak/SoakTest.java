package dev.sluice.tests.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.soak.Figures.Kind;
import org.junit.jupiter.api.Test;

/** The one-minute form of {@code ./sluice soak}. */
class SoakTest {

    private static final Plan PLAN = new Plan(60, 40, 1);

    @Test
    void disturbedClientsMissNothing() throws Exception {
        try (Soak soak = new Soak(PLAN, text -> { })) {
            assertThat(soak.run()).as("seed %d, %s", PLAN.seed(), soak.figures()).isEmpty();
            assertThat(soak.figures().of(Kind.UPDATES_CHECKED)).isPositive();
            assertThat(soak.figures().of(Kind.CUTS)).isPositive();
            assertThat(soak.figures().of(Kind.TRANSPORT_SWITCHES)).isPositive();
        }
    }
}
