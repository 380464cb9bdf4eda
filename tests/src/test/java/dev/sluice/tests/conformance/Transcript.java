package dev.sluice.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares the lines of a source with expected ones. In an expected line {@code {name}} stands for an argument without comma:
 * it is learnt where it stands first, and must be the same afterwards; {@code {*}} stands for anything. PROBE, SYNC and NOOP
 * come when they like and are passed over unless asked for.
 */
final class Transcript {

    private static final Pattern PLACE = Pattern.compile("\\{(\\*|\\w+)}");
    private static final long PATIENCE_NANOS = 40_000_000_000L;
    private final LineSource source;
    private final Map<String, String> values = new HashMap<>();
    private final List<String> seen = new ArrayList<>();

    Transcript(LineSource source) {
        this.source = source;
    }

    /** The next lines must be these. */
    Transcript expect(String... expected) throws IOException {
        for (String template : expected) {
            String line = next(template);
            if (line == null || !matches(template, line)) {
                throw new AssertionError("expected " + template + "\nbut came " + line + "\nafter " + seen);
            }
            seen.add(line);
        }
        return this;
    }

    /** Nothing more comes and the source ends in order. */
    void expectEnd() throws IOException {
        assertThat(next("")).as("after %s", seen).isNull();
    }

    /** Passes over lines up to one that matches; returns those passed over. */
    List<String> skipTo(String template) throws IOException {
        List<String> skipped = new ArrayList<>();
        for (String line = next(template); line != null; line = next(template)) {
            seen.add(line);
            if (matches(template, line)) {
                return skipped;
            }
            skipped.add(line);
        }
        throw new AssertionError("expected " + template + "\nbut the end came after " + seen);
    }

    /** The next line, whatever it is; null at the end. */
    String line() throws IOException {
        String line = next("");
        seen.add(line);
        return line;
    }

    /** What a name was learnt to be. */
    String value(String name) {
        return values.get(name);
    }

    private String next(String template) throws IOException {
        long start = System.nanoTime();
        String line = LineForm.checked(source.next());
        while (line != null && comesAnyTime(line) && !comesAnyTime(template)) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new AssertionError("expected " + template + "\nbut only " + line + " came\nafter " + seen);
            }
            line = LineForm.checked(source.next());
        }
        return line;
    }

    private static boolean comesAnyTime(String line) {
        return line.equals("PROBE") || line.startsWith("SYNC,") || line.startsWith("NOOP,");
    }

    private boolean matches(String template, String line) {
        StringBuilder expression = new StringBuilder();
        List<String> learnt = new ArrayList<>();
        Matcher places = PLACE.matcher(template);
        int end = 0;
        while (places.find()) {
            expression.append(Pattern.quote(template.substring(end, places.start())));
            String name = places.group(1);
            if (name.equals("*")) {
                expression.append(".*");
            } else if (values.containsKey(name)) {
                expression.append(Pattern.quote(values.get(name)));
            } else {
                expression.append("([^,]+)");
                learnt.add(name);
            }
            end = places.end();
        }
        Matcher whole = Pattern.compile(expression + Pattern.quote(template.substring(end)), Pattern.DOTALL).matcher(line);
        if (!whole.matches()) {
            return false;
        }
        for (int i = 0; i < learnt.size(); i++) {
            values.put(learnt.get(i), whole.group(i + 1));
        }
        return true;
    }
}
