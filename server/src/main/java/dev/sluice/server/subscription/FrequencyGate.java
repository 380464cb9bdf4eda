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

    private final double intervalMillis;
    private final Map<String, Double> dueByKey;
    private double due;

    FrequencyGate(double maxFrequency, Mode mode) {
        intervalMillis = 1000 / maxFrequency;
        dueByKey = mode == Mode.COMMAND ? new HashMap<>() : null;
    }

    /** Takes the turn when the gate is open. */
    boolean pass(ItemUpdate update, long nowMillis) {
        if (update.kind() != ItemUpdate.Kind.EVENT) {
            return true;
        }
        if (dueByKey == null) {
            if (nowMillis < due) {
                return false;
            }
            due = after(due, nowMillis);
            return true;
        }
        if (update.command() != ItemUpdate.UPDATE) {
            return true;
        }
        String key = FieldEncoder.value(update.key());
        double turn = dueByKey.getOrDefault(key, 0.0);
        if (nowMillis < turn) {
            due = due <= nowMillis ? turn : Math.min(due, turn);
            return false;
        }
        if (dueByKey.size() >= FORGET_AT) {
            dueByKey.values().removeIf(past -> past <= nowMillis);
        }
        dueByKey.put(key, after(turn, nowMillis));
        return true;
    }

    /** The turn after one taken now; one taken a little late does not make the next one late. */
    private double after(double turn, long nowMillis) {
        return turn > nowMillis - intervalMillis ? turn + intervalMillis : nowMillis + intervalMillis;
    }

    /** When to ask again. */
    long dueMillis(long nowMillis) {
        return Math.max(nowMillis + 1, (long) Math.ceil(due));
    }
}
