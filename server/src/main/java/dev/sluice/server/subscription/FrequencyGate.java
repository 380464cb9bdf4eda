package dev.sluice.server.subscription;

import dev.sluice.server.item.ItemUpdate;
import dev.sluice.server.protocol.FieldEncoder;
import dev.sluice.server.protocol.Mode;
import java.util.HashMap;
import java.util.Map;

/**
 * Whether an item may speak now under its maximum frequency, and if not, when. In COMMAND mode every key has its own turn and only
 * its updates wait.
 */
final class FrequencyGate {

    /** Keys remembered before those whose turn is long past are forgotten. */
    private static final int FORGET_AT = 256;
    /** Keys that fall due within one such step are woken together. */
    private static final int KEYS_STEP_MILLIS = 10;

    private final Map<String, Double> turns;
    private double intervalMillis;
    private double lastTurn = Double.NEGATIVE_INFINITY;
    private double nextDue = Double.POSITIVE_INFINITY;
    private int forgetAt = FORGET_AT;

    FrequencyGate(double maxFrequency, Mode mode) {
        turns = mode == Mode.COMMAND ? new HashMap<>() : null;
        maxFrequency(maxFrequency);
    }

    /** Another frequency; the time since the last turn counts. */
    void maxFrequency(double maxFrequency) {
        intervalMillis = 1000 / maxFrequency;
    }

    /** Takes the turn when the gate is open. */
    boolean pass(ItemUpdate update, long nowMillis) {
        if (update.kind() != ItemUpdate.Kind.EVENT) {
            return true;
        }
        if (turns == null) {
            if (!open(lastTurn, nowMillis)) {
                return false;
            }
            lastTurn = taken(lastTurn, nowMillis);
            return true;
        }
        return update.command() != ItemUpdate.UPDATE || passKey(FieldEncoder.value(update.key()), nowMillis);
    }

    private boolean passKey(String key, long nowMillis) {
        double turn = turns.getOrDefault(key, Double.NEGATIVE_INFINITY);
        if (!open(turn, nowMillis)) {
            return false;
        }
        if (turns.size() >= forgetAt) {
            turns.values().removeIf(past -> past + intervalMillis <= nowMillis);
            forgetAt = Math.max(FORGET_AT, 2 * turns.size());
        }
        turns.put(key, taken(turn, nowMillis));
        return true;
    }

    private boolean open(double turn, long nowMillis) {
        double due = turn + intervalMillis;
        if (nowMillis < due) {
            nextDue = Math.min(nextDue, due);
            return false;
        }
        return true;
    }

    /** When a turn taken now counts as taken: one taken a little late does not make the next one late. */
    private double taken(double turn, long nowMillis) {
        return turn + intervalMillis > nowMillis - intervalMillis ? turn + intervalMillis : nowMillis;
    }

    /** When to ask again for what was held back since the last answer. */
    long takeDueMillis(long nowMillis) {
        long due = Math.max(nowMillis + 1, (long) Math.ceil(nextDue));
        nextDue = Double.POSITIVE_INFINITY;
        return turns == null ? due : (due + KEYS_STEP_MILLIS - 1) / KEYS_STEP_MILLIS * KEYS_STEP_MILLIS;
    }
}
