package dev.sluice.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimersTest {

    private final HandDrivenLoop thread = new HandDrivenLoop();
    private final Timers timers = new Timers(thread);
    private final List<String> fired = new ArrayList<>();
    private final long start = thread.nanoTime() / 1_000_000;

    /** An entry that writes down its name and then does something. */
    private final class Entry extends Timed {
        private final String name;
        private final Runnable then;

        Entry(String name, Runnable then) {
            this.name = name;
            this.then = then;
        }

        @Override
        void onTime(long nowMillis) {
            fired.add(name);
            then.run();
        }

        @Override
        void onFailure(Throwable bug) {
            fired.add(name + " failed");
        }
    }

    @Test
    void anEntryThatFailsIsToldAndTheOthersComeAllTheSame() {
        timers.schedule(entry("other"), start + 8);
        timers.schedule(new Entry("failing", () -> {
            throw new IllegalStateException("a bug");
        }), start + 8);
        timers.schedule(entry("later"), start + 30);
        thread.pass(100);
        assertThat(fired).containsExactly("failing", "failing failed", "other", "later");
    }

    private Entry entry(String name) {
        return new Entry(name, () -> { });
    }

    @Test
    void nothingIsEarlyAndNothingMuchLate() {
        timers.schedule(entry("soon"), start + 100);
        timers.schedule(entry("later"), start + 20_000);
        thread.pass(99);
        assertThat(fired).isEmpty();
        thread.pass(10);
        assertThat(fired).containsExactly("soon");
        thread.pass(19_890);
        assertThat(fired).containsExactly("soon");
        thread.pass(10);
        assertThat(fired).containsExactly("soon", "later");
    }

    @Test
    void whatIsPutIntoThePastWithinALateWakeUpComesWithoutDelay() {
        Entry past = entry("past");
        timers.schedule(new Entry("first", () -> timers.schedule(past, start + 5)), start + 8);
        thread.longTurn(40);
        thread.pass(20);
        assertThat(fired).containsExactly("first", "past");
    }

    @Test
    void whatIsMovedIntoThePastWithinALateWakeUpComesWithoutDelay() {
        Entry moved = entry("moved");
        timers.schedule(moved, start + 60_000);
        timers.schedule(new Entry("first", () -> timers.schedule(moved, start + 16)), start + 24);
        thread.longTurn(40);
        thread.pass(20);
        assertThat(fired).containsExactly("first", "moved");
    }

    @Test
    void anEntryThatIsAlwaysDueIsCalledOncePerTickAndLeavesTimeForOthers() {
        Entry[] again = new Entry[1];
        again[0] = new Entry("again", () -> timers.schedule(again[0], start));
        timers.schedule(again[0], start + 8);
        thread.longTurn(40);
        thread.pass(80);
        assertThat(fired.size()).isBetween(10, 16);
    }

    @Test
    void anEntryThatFollowsTheOneThatCancelsItIsNotCalled() {
        Entry victim = entry("victim");
        timers.schedule(victim, start + 8);
        timers.schedule(entry("other"), start + 8);
        timers.schedule(new Entry("first", () -> timers.cancel(victim)), start + 8);
        thread.pass(100);
        assertThat(fired).containsExactly("first", "other");
    }
}
