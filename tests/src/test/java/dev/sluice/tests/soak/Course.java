package dev.sluice.tests.soak;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What happens to an item of the soak. Every event follows from the item's name and the event's number, so that the adapter that
 * sends it and the checker that sees it arrive need no other word between them. The name begins with the item's mode.
 */
public final class Course {

    /** Number of the event all items begin with. */
    public static final long FIRST = 40;

    private static final int KEYS = 7;
    private static final int PHASES = 5;
    private static final int HISTORY = 10;
    private static final String[] TEXTS = {"plain", "|#$^%", "\u20ac \uD83D\uDE00 \u4e2d\u6587", "line\r\nbreak", "", "100% + 5&6=11", "^P[]", "#",
        "a rather long text in which little changes from one event to the next, so that differences are worth their while: "};

    private final String item;
    private final String mode;

    private Course(String item) {
        this.item = item;
        mode = item.substring(0, item.indexOf('-'));
    }

    /** The course of an item. */
    public static Course of(String item) {
        return new Course(item);
    }

    /** Fields of the items of a mode. */
    public static List<String> fields(String mode) {
        return mode.equals("COMMAND") ? List.of("key", "command", "n", "text") : List.of("n", "text", "slow", "gap");
    }

    /** Mode its subscriptions have. */
    public String mode() {
        return mode;
    }

    /** Whether it has a state to begin with. */
    public boolean hasSnapshot() {
        return !mode.equals("RAW");
    }

    /** The event of a number as the adapter sends it: of MERGE only what changes. */
    public Map<String, String> event(long number) {
        if (mode.equals("COMMAND")) {
            return row(number, command(number));
        }
        Map<String, String> event = state(number);
        if (mode.equals("MERGE")) {
            Map<String, String> before = state(number - 1);
            event.entrySet().removeIf(field -> before.containsKey(field.getKey())
                    && java.util.Objects.equals(before.get(field.getKey()), field.getValue()));
        }
        return event;
    }

    /** All fields after the event of a number; in COMMAND the row it is about. */
    public Map<String, String> state(long number) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("n", Long.toString(number));
        fields.put("text", text(number));
        fields.put("slow", "slow " + number / PHASES);
        fields.put("gap", number / 3 % 2 == 0 ? null : text(number / 3));
        return fields;
    }

    /** The row of a COMMAND event; a deleted row has no fields but its key. */
    public Map<String, String> row(long number, String command) {
        boolean deleted = command.equals("DELETE");
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("key", key(number));
        fields.put("command", command);
        fields.put("n", deleted ? null : Long.toString(number));
        fields.put("text", deleted ? null : text(number));
        return fields;
    }

    /** Key of the row that a COMMAND event is about. */
    public String key(long number) {
        return "key " + number % KEYS;
    }

    /** What a COMMAND event does: rows are added, updated three times and deleted. */
    public String command(long number) {
        long phase = (number / KEYS + number % KEYS) % PHASES;
        return phase == 0 ? "ADD" : phase == PHASES - 1 ? "DELETE" : "UPDATE";
    }

    /** Numbers of the last events of the rows there are after an event, by key. */
    public Map<String, Long> table(long number) {
        Map<String, Long> rows = new LinkedHashMap<>();
        for (long last = number; last > number - KEYS; last--) {
            if (!command(last).equals("DELETE")) {
                rows.put(key(last), last);
            }
        }
        return rows;
    }

    /** What a newcomer must be told after the event of a number. */
    public List<Map<String, String>> snapshot(long number) {
        List<Map<String, String>> events = new ArrayList<>();
        switch (mode) {
            case "MERGE" -> events.add(state(number));
            case "DISTINCT" -> {
                for (long n = number - HISTORY + 1; n <= number; n++) {
                    events.add(event(n));
                }
            }
            case "COMMAND" -> table(number).values().forEach(last -> events.add(row(last, "ADD")));
            default -> {
            }
        }
        return events;
    }

    private String text(long number) {
        return TEXTS[(int) Math.floorMod(number * 31 + item.hashCode(), (long) TEXTS.length)] + number / 2;
    }
}
