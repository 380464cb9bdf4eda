package dev.sluice.server.check.balancer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A file of HAProxy as sections of lines of words. */
record HaproxyFile(List<Section> sections) {
    private static final Set<String> PREPROCESSOR = Set.of(".if", ".elif", ".else", ".endif", ".notice", ".warning", ".alert", ".diag");

    /**
     * A section.
     *
     * @param kind  {@code frontend} and so on
     * @param words behind it: its name, and {@code from} with the defaults it rests on
     */
    record Section(String kind, List<String> words, Place place, List<Line> lines) {
        String name() {
            return words.isEmpty() ? "" : words.get(0);
        }
    }

    /** A directive with its arguments. */
    record Line(List<String> words, Place place) {

        /** The word at an index, or the empty text. */
        String word(int index) {
            return index < words.size() ? words.get(index) : "";
        }

        /** Words from an index on. */
        List<String> from(int index) {
            return index < words.size() ? words.subList(index, words.size()) : List.of();
        }

        /** Whether it begins with these words. */
        boolean begins(String... start) {
            for (int i = 0; i < start.length; i++) {
                if (!word(i).equals(start[i])) {
                    return false;
                }
            }
            return true;
        }

        /** The word behind another one, or null. */
        String after(String name) {
            int at = words.indexOf(name);
            return at < 0 || at + 1 >= words.size() ? null : words.get(at + 1);
        }

        @Override
        public String toString() {
            String text = String.join(" ", words);
            return text.length() <= 80 ? text : text.substring(0, 77) + "...";
        }
    }

    static HaproxyFile parse(String file, String text) throws MalformedFile {
        List<Section> sections = new ArrayList<>();
        Section current = null;
        int number = 0;
        for (String raw : text.split("\r?\n", -1)) {
            List<String> words = words(raw, ++number);
            if (words.isEmpty()) {
                continue;
            }
            String first = words.get(0);
            if (BalancerReader.HAPROXY_SECTIONS.contains(first) && !PREPROCESSOR.contains(first)) {
                current = new Section(first, words.subList(1, words.size()), new Place(file, number), new ArrayList<>());
                sections.add(current);
                if (current.name().isEmpty() && Set.of("frontend", "backend", "listen").contains(first)) {
                    throw new MalformedFile(number, first + " has no name", "write " + first + " with a name");
                }
            } else if (current != null) {
                current.lines.add(new Line(words, new Place(file, number)));
            } else if (!PREPROCESSOR.contains(first)) {
                throw new MalformedFile(number, first + " stands outside of any section", "put it below global, defaults, frontend, backend or listen");
            }
        }
        return new HaproxyFile(sections);
    }

    private static List<String> words(String raw, int number) throws MalformedFile {
        List<String> words = new ArrayList<>();
        StringBuilder word = null;
        char quote = 0;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (quote == 0 && c == '#') {
                break;
            }
            if (quote == 0 && (c == ' ' || c == '\t')) {
                if (word != null) {
                    words.add(word.toString());
                    word = null;
                }
                continue;
            }
            word = word == null ? new StringBuilder() : word;
            if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == '\\' && quote != '\'') {
                if (++i == raw.length()) {
                    throw new MalformedFile(number, "ends with a backslash", "remove it");
                }
                word.append(raw.charAt(i));
            } else {
                word.append(c);
            }
        }
        if (quote != 0) {
            throw new MalformedFile(number, "has a quote " + quote + " that is not closed", "close it on the same line");
        }
        if (word != null) {
            words.add(word.toString());
        }
        return words;
    }
}
