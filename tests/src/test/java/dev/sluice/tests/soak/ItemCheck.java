package dev.sluice.tests.soak;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Follows one item of one subscription and says what is wrong. An answer of null means that nothing is. Everything is compared with
 * the item's {@link Course}; after a new session the comparison begins anew with its snapshot.
 */
abstract class ItemCheck {

    final Course course;
    /** Whether every event must arrive, in order. */
    final boolean unfiltered;
    final boolean snapshot;
    /** Number of the last event seen in this session, or -1. */
    long last = -1;
    boolean ended;

    ItemCheck(Course course, boolean unfiltered, boolean snapshot) {
        this.course = course;
        this.unfiltered = unfiltered;
        this.snapshot = snapshot;
    }

    /** The check for an item, by its mode. */
    static ItemCheck of(String item, boolean unfiltered, boolean snapshot) {
        Course course = Course.of(item);
        return switch (course.mode()) {
            case "COMMAND" -> new CommandCheck(course, unfiltered, snapshot);
            case "DISTINCT" -> new EventCheck(course, unfiltered, snapshot, true);
            default -> new EventCheck(course, unfiltered, snapshot && course.hasSnapshot(), false);
        };
    }

    /** The subscription stands in a new session. */
    void begin() {
        last = -1;
        ended = false;
    }

    /** An update. */
    abstract String update(boolean isSnapshot, Map<String, String> values);

    /** The end of the snapshot. */
    abstract String endOfSnapshot();

    /** Whether the client's state is that of the item after the event of a number. */
    abstract String compare(long number);

    /** Whether a number may come after the last one. */
    final String follows(long number) {
        if (last < 0 || (unfiltered ? number == last + 1 : number > last)) {
            return null;
        }
        return "event " + number + " came after " + last
                + (number <= last ? ": doubled or out of order" : ": " + (number - last - 1) + " lost");
    }

    static String same(String what, Map<String, String> expected, Map<String, String> got) {
        return expected.equals(got) ? null : what + ": expected " + expected + ", got " + got;
    }

    /** MERGE, DISTINCT and RAW: what arrives are events with a number. */
    private static final class EventCheck extends ItemCheck {
        private final boolean history;
        private Map<String, String> state;

        EventCheck(Course course, boolean unfiltered, boolean snapshot, boolean history) {
            super(course, unfiltered, snapshot);
            this.history = history;
        }

        @Override
        String update(boolean isSnapshot, Map<String, String> values) {
            if (values.get("n") == null) {
                return "an update without a number: " + values;
            }
            long number = Long.parseLong(values.get("n"));
            boolean expected = snapshot && (history ? !ended : last < 0);
            String wrong = isSnapshot != expected ? "event " + number + " came with snapshot=" + isSnapshot : follows(number);
            if (wrong == null) {
                wrong = same("event " + number, course.state(number), values);
            }
            last = number;
            state = values;
            return wrong;
        }

        @Override
        String endOfSnapshot() {
            boolean expected = history && snapshot && !ended;
            ended = true;
            return expected ? null : "an end of snapshot that nobody expects";
        }

        @Override
        String compare(long number) {
            return last == number ? same("the last event", course.state(number), state)
                    : "the last event seen is " + last + ", the adapter's is " + number;
        }
    }

    /** COMMAND: what arrives changes rows; a deletion has no number, it is known by its place. */
    private static final class CommandCheck extends ItemCheck {
        private final Map<String, Long> rows = new HashMap<>();
        private final Map<String, Long> seen = new HashMap<>();
        private long first;

        CommandCheck(Course course, boolean unfiltered, boolean snapshot) {
            super(course, unfiltered, snapshot);
        }

        @Override
        void begin() {
            super.begin();
            rows.clear();
            seen.clear();
            first = Long.MAX_VALUE;
        }

        @Override
        String update(boolean isSnapshot, Map<String, String> values) {
            if (isSnapshot != (snapshot && !ended)) {
                return "snapshot=" + isSnapshot + " of " + values;
            }
            return values.get("command") == null || values.get("key") == null ? "no row: " + values
                    : values.get("command").equals("DELETE") ? deleted(values) : changed(isSnapshot, values);
        }

        private String deleted(Map<String, String> values) {
            String key = values.get("key");
            rows.remove(key);
            if (!unfiltered || last < 0) {
                return same("deletion", deletion(key), values);
            }
            last++;
            return same("event " + last, course.row(last, course.command(last)), values);
        }

        private static Map<String, String> deletion(String key) {
            Map<String, String> row = new HashMap<>();
            row.put("key", key);
            row.put("command", "DELETE");
            row.put("n", null);
            row.put("text", null);
            return row;
        }

        private String changed(boolean isSnapshot, Map<String, String> values) {
            if (values.get("n") == null) {
                return "a row without a number: " + values;
            }
            long number = Long.parseLong(values.get("n"));
            String key = values.get("key");
            Long before = seen.put(key, number);
            rows.put(key, number);
            first = Math.min(first, number);
            String wrong = same("event " + number, course.row(number, expectedCommand(isSnapshot, values)), values);
            if (wrong == null && before != null && before >= number) {
                wrong = "event " + number + " of " + key + " came after " + before;
            }
            if (!isSnapshot && unfiltered) {
                wrong = wrong == null ? follows(number) : wrong;
                last = number;
            }
            return wrong;
        }

        /** Whether a row is new or changed the clients decide themselves, by the rows they know; the node's word they do not pass on. */
        private static String expectedCommand(boolean isSnapshot, Map<String, String> values) {
            return isSnapshot ? "ADD" : values.get("command");
        }

        @Override
        String endOfSnapshot() {
            if (ended || !snapshot) {
                return "an end of snapshot that nobody expects";
            }
            ended = true;
            last = seen.values().stream().mapToLong(Long::longValue).max().orElse(-1);
            while (last >= 0 && course.command(last + 1).equals("DELETE") && !rows.containsKey(course.key(last + 1))) {
                last++;
            }
            return rows.equals(course.table(last)) ? null : "snapshot: expected rows " + course.table(last) + ", got " + rows;
        }

        @Override
        String compare(long number) {
            Map<String, Long> expected = new HashMap<>(course.table(number));
            if (!snapshot) {
                expected.entrySet().removeIf(row -> row.getValue() < first && !Objects.equals(rows.get(row.getKey()), row.getValue()));
            }
            return expected.equals(rows) ? null : "expected rows " + expected + ", got " + rows;
        }
    }
}
