package dev.sluice.server.counters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CountersTest {

    @Test
    void totalsAddUpLoopsAndWhatOtherThreadsCounted() {
        LoopCounts first = new LoopCounts();
        LoopCounts second = new LoopCounts();
        Counters counters = new Counters(List.of(first, second));

        first.count(Counter.MESSAGES);
        second.add(Counter.MESSAGES, 5);
        first.countAnywhere(Counter.MESSAGES);
        second.count(Counter.MESSAGE_BYTES);

        assertThat(counters.total(Counter.MESSAGES)).isEqualTo(7);
        assertThat(counters.total(Counter.MESSAGES, Counter.MESSAGE_BYTES)).isEqualTo(8);
        assertThat(first.get(Counter.MESSAGES)).isEqualTo(2);
    }

    @Test
    void everyCounterHasAPlaceOfItsOwn() {
        LoopCounts counts = new LoopCounts();
        for (Counter counter : Counter.values()) {
            counts.add(counter, 1 + counter.ordinal());
        }

        for (Counter counter : Counter.values()) {
            assertThat(counts.get(counter)).as(counter.sentence()).isEqualTo(1 + counter.ordinal());
        }
    }

    @Test
    void tallyKeepsALimitedNumberOfWordsApart() {
        LoopCounts counts = new LoopCounts();
        for (int i = 0; i < 2 * Tally.MOST; i++) {
            counts.sessionEnds().count("cause " + i);
        }
        counts.sessionEnds().count("cause 0");

        var totals = new Counters(List.of(counts)).tally(LoopCounts::sessionEnds);
        assertThat(totals).hasSize(Tally.MOST + 1).containsEntry("cause 0", 2L).containsEntry(Tally.OTHERS, (long) Tally.MOST);
    }
}
