package dev.sluice.server.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SamplesTest {

    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong count = new AtomicLong(100);

    @Test
    void aRateIsThatOfTheLastWholePeriodAndFrozenUntilTheNext() {
        Rate rate = new Rate(count::get);
        assertThat(rate.last()).isZero();
        count.addAndGet(10);
        assertThat(rate.last()).as("within the period").isZero();
        rate.sample(2 * SECOND);
        count.addAndGet(99);

        assertThat(rate.last()).isEqualTo(10);
        assertThat(rate.perSecond()).isEqualTo(5.0);
        assertThat(rate.total()).isEqualTo(209);
    }

    @Test
    void theWorstPeriodIsRemembered() {
        Rate rate = new Rate(count::get);
        count.addAndGet(1_000);
        rate.sample(SECOND);
        count.addAndGet(1);
        rate.sample(3 * SECOND);

        assertThat(rate.last()).isEqualTo(1);
        assertThat(rate.perSecond()).isEqualTo(0.333);
        assertThat(rate.most()).isEqualTo(1_000);
        assertThat(rate.mostPerSecond()).isEqualTo(1_000.0);
        assertThat(rate.mostKbps()).isEqualTo(8.0);
    }

    @Test
    void aPeakIsTheHighestSeenByWhoeverLooked() {
        Peak peak = new Peak(count::get);
        peak.sample();
        count.set(300);
        assertThat(peak.current()).isEqualTo(300);
        count.set(20);
        assertThat(peak.current()).isEqualTo(20);
        assertThat(peak.highest()).isEqualTo(300);
    }
}
