package dev.sluice.tests.soak;

import java.util.List;
import java.util.Random;

/** What happens to one client, step by step; follows from the seed and the client's number alone. */
final class Schedule {

    private static final List<String> MODES = List.of("MERGE", "DISTINCT", "COMMAND", "RAW");
    private static final int ITEMS_PER_MODE = 6;
    private static final int MIN_PAUSE_MILLIS = 2_000;
    private static final int MORE_PAUSE_MILLIS = 8_000;
    private static final int MORE_OUTAGE_MILLIS = 2_500;

    private final Random random;

    Schedule(long seed, int client) {
        random = new Random(seed * 1_000_003 + client);
        random.nextLong();
    }

    /** Kinds of steps, with how often they come in a hundred. */
    enum Step {
        SUBSCRIBE(26), UNSUBSCRIBE(20), SWITCH(20), CUT(19), OUTAGE(9), RECONNECT(4), LONG_OUTAGE(2);

        private final int percent;

        Step(int percent) {
            this.percent = percent;
        }
    }

    /** The next step. */
    Step next() {
        int at = random.nextInt(100);
        for (Step step : Step.values()) {
            at -= step.percent;
            if (at < 0) {
                return step;
            }
        }
        throw new IllegalStateException("the percentages of the steps do not add up to 100");
    }

    /** Pause before the next step. */
    int pauseMillis() {
        return MIN_PAUSE_MILLIS + random.nextInt(MORE_PAUSE_MILLIS);
    }

    /** Length of a short outage. */
    int outageMillis() {
        return 100 + random.nextInt(MORE_OUTAGE_MILLIS);
    }

    /** One of so many. */
    int choice(int bound) {
        return random.nextInt(bound);
    }

    /** An item to subscribe to. */
    String item() {
        return MODES.get(random.nextInt(MODES.size())) + "-" + random.nextInt(ITEMS_PER_MODE);
    }

    boolean coin() {
        return random.nextBoolean();
    }
}
