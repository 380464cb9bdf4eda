package dev.sluice.server.check.balancer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A file of nginx as directives inside each other. */
final class NginxFile {
    private static final int MAX_DEPTH = 32;

    private NginxFile() {
    }

    /**
     * A directive.
     *
     * @param words  its name and arguments
     * @param inside what stands between its braces; null = it has none
     * @param place  where it is written
     */
    record Directive(List<String> words, List<Directive> inside, Place place) {

        String name() {
            return words.get(0);
        }

        /** The word at an index, or the empty text. */
        String word(int index) {
            return index < words.size() ? words.get(index) : "";
        }

        List<Directive> all(String name) {
            return inside == null ? List.of() : inside.stream().filter(d -> d.name().equals(name)).toList();
        }

        /** The last directive of that name right inside, or null. */
        Directive last(String name) {
            List<Directive> all = all(name);
            return all.isEmpty() ? null : all.get(all.size() - 1);
        }

        @Override
        public String toString() {
            String text = String.join(" ", words) + (inside == null ? "" : " {");
            return text.length() <= 80 ? text : text.substring(0, 77) + "...";
        }
    }

    /** The directives of a text, in a nameless one. */
    static Directive parse(String file, String text) throws MalformedFile {
        Deque<Directive> open = new ArrayDeque<>();
        Directive root = new Directive(List.of(""), new ArrayList<>(), new Place(file, 0));
        open.push(root);
        List<String> words = new ArrayList<>();
        int begun = 0;
        Tokens tokens = new Tokens(file, text);
        for (String token = tokens.next(); token != null; token = tokens.next()) {
            if (!tokens.special) {
                begun = words.isEmpty() ? tokens.begun : begun;
                words.add(token);
                continue;
            }
            if (token.equals("}")) {
                if (!words.isEmpty()) {
                    throw new MalformedFile(file, begun, "\"" + words.get(0) + "\" is not ended by ; before }", "add the semicolon");
                }
                if (open.size() == 1) {
                    throw new MalformedFile(file, tokens.begun, "has a } that closes nothing", "remove it, or add what it closes");
                }
                open.pop();
                continue;
            }
            if (words.isEmpty()) {
                throw new MalformedFile(file, tokens.begun, "has a " + token + " without a directive", "remove it");
            }
            Directive directive = new Directive(List.copyOf(words), token.equals("{") ? new ArrayList<>() : null, new Place(file, begun));
            open.peek().inside.add(directive);
            words.clear();
            if (token.equals("{")) {
                if (open.size() > MAX_DEPTH) {
                    throw new MalformedFile(file, begun, "has blocks nested deeper than " + MAX_DEPTH, "");
                }
                open.push(directive);
            }
        }
        if (!words.isEmpty()) {
            throw new MalformedFile(file, begun, "\"" + words.get(0) + "\" is not ended by ;", "add the semicolon");
        }
        if (open.size() > 1) {
            throw new MalformedFile(file, open.peek().place().line(), "\"" + open.peek().name() + " {\" is not closed", "add the }");
        }
        return root;
    }

    /** Words and the marks between them. */
    private static final class Tokens {
        private final String file;
        private final String text;
        private int at;
        private int line = 1;
        /** Line of the last token. */
        private int begun;
        /** Whether the last token is one of ; { }. */
        private boolean special;

        Tokens(String file, String text) {
            this.file = file;
            this.text = text;
        }

        /** The next word or mark; null at the end. */
        String next() throws MalformedFile {
            skipSpace();
            begun = line;
            special = false;
            if (at >= text.length()) {
                return null;
            }
            char first = text.charAt(at);
            if (first == ';' || first == '{' || first == '}') {
                at++;
                special = true;
                return String.valueOf(first);
            }
            return first == '"' || first == '\'' ? quoted(first) : word();
        }

        private void skipSpace() {
            for (; at < text.length(); at++) {
                char c = text.charAt(at);
                if (c == '#') {
                    int end = text.indexOf('\n', at);
                    at = (end < 0 ? text.length() : end) - 1;
                } else if (c == '\n') {
                    line++;
                } else if (c != ' ' && c != '\t' && c != '\r') {
                    return;
                }
            }
        }

        private String word() {
            StringBuilder word = new StringBuilder();
            for (; at < text.length(); at++) {
                char c = text.charAt(at);
                boolean variable = c == '{' && word.length() > 0 && word.charAt(word.length() - 1) == '$';
                if (variable) {
                    int end = text.indexOf('}', at);
                    if (end > 0 && text.substring(at + 1, end).matches("\\w{0,100}")) {
                        word.append(text, at, end);
                        at = end;
                        c = '}';
                        word.append(c);
                        continue;
                    }
                }
                if (c == ';' || c == '{' || c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '}') {
                    break;
                }
                if (c == '\\' && at + 1 < text.length() && text.charAt(at + 1) != '\n') {
                    word.append(c);
                    c = text.charAt(++at);
                }
                word.append(c);
            }
            return word.toString();
        }

        private String quoted(char quote) throws MalformedFile {
            StringBuilder word = new StringBuilder();
            for (at++; at < text.length(); at++) {
                char c = text.charAt(at);
                if (c == quote) {
                    at++;
                    return word.toString();
                }
                if (c == '\\' && at + 1 < text.length()) {
                    c = text.charAt(++at);
                }
                line += c == '\n' ? 1 : 0;
                word.append(c);
            }
            throw new MalformedFile(file, begun, "has a quote " + quote + " that is not closed", "close it");
        }
    }
}
