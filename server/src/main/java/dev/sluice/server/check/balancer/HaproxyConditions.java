package dev.sluice.server.check.balancer;

import dev.sluice.server.check.balancer.HaproxyFile.Line;
import dev.sluice.server.check.balancer.HaproxyFile.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Conditions behind {@code if} and {@code unless}, as far as they tell host names, WebSockets and paths apart. */
final class HaproxyConditions {
    private final Map<String, List<List<String>>> acls = new LinkedHashMap<>();

    /** The conditions of a section, which names those it declares. */
    HaproxyConditions(Section section) {
        for (Line line : section.lines()) {
            if (line.begins("acl")) {
                acls.computeIfAbsent(line.word(1), name -> new ArrayList<>()).add(line.from(2));
            }
        }
    }

    /**
     * What a condition lets through.
     *
     * @param hosts host names, empty = not about names
     * @param never nothing that clients of a node ask for
     */
    record Meaning(Set<String> hosts, Route.Choice choice, boolean never) {
        static final Meaning ALWAYS = new Meaning(Set.of(), Route.Choice.ALWAYS, false);
        static final Meaning UNKNOWN = new Meaning(Set.of(), Route.Choice.UNKNOWN, false);
        static final Meaning NEVER = new Meaning(Set.of(), Route.Choice.ALWAYS, true);
    }

    /** What the condition at the end of a directive means. */
    Meaning of(List<String> words) {
        int at = start(words);
        if (at < 0) {
            return Meaning.ALWAYS;
        }
        return words.get(at).equals("if") ? either(words.subList(at + 1, words.size())) : Meaning.UNKNOWN;
    }

    /** The condition written out, its named parts replaced by what they are declared as, lower case. */
    String text(List<String> words) {
        int at = start(words);
        StringBuilder text = new StringBuilder();
        for (String word : at < 0 ? List.<String>of() : words.subList(at, words.size())) {
            text.append(word).append(' ');
            acls.getOrDefault(word, List.of()).forEach(declared -> text.append(String.join(" ", declared)).append(' '));
        }
        return text.toString().toLowerCase(Locale.ROOT);
    }

    private static int start(List<String> words) {
        int at = words.indexOf("if");
        return at >= 0 ? at : words.indexOf("unless");
    }

    private Meaning either(List<String> words) {
        Set<String> hosts = new LinkedHashSet<>();
        Route.Choice choice = null;
        List<String> part = new ArrayList<>();
        for (int i = 0; i <= words.size(); i++) {
            if (i < words.size() && !words.get(i).equals("or") && !words.get(i).equals("||")) {
                part.add(words.get(i));
                continue;
            }
            Meaning meaning = together(part);
            part.clear();
            if (meaning.never) {
                continue;
            }
            if (meaning.choice == Route.Choice.UNKNOWN || choice != null && (choice != meaning.choice || hosts.isEmpty() != meaning.hosts.isEmpty())) {
                return Meaning.UNKNOWN;
            }
            choice = meaning.choice;
            hosts.addAll(meaning.hosts);
        }
        return choice == null ? Meaning.NEVER : new Meaning(hosts, choice, false);
    }

    private Meaning together(List<String> words) {
        Set<String> hosts = Set.of();
        Route.Choice choice = Route.Choice.ALWAYS;
        for (int i = 0; i < words.size(); i++) {
            List<List<String>> declared;
            if (words.get(i).equals("{")) {
                int end = words.subList(i, words.size()).indexOf("}");
                if (end < 0) {
                    return Meaning.UNKNOWN;
                }
                declared = List.of(words.subList(i + 1, i + end));
                i += end;
            } else {
                declared = acls.get(words.get(i));
            }
            Meaning meaning = declared == null ? Meaning.UNKNOWN : declared(declared);
            if (meaning.never || meaning.choice == Route.Choice.UNKNOWN) {
                return meaning;
            }
            if (!meaning.hosts.isEmpty()) {
                if (!hosts.isEmpty()) {
                    return Meaning.UNKNOWN;
                }
                hosts = meaning.hosts;
            }
            choice = meaning.choice == Route.Choice.ALWAYS ? choice : meaning.choice;
        }
        return words.isEmpty() ? Meaning.UNKNOWN : new Meaning(hosts, choice, false);
    }

    private static Meaning declared(List<List<String>> alternatives) {
        Set<String> hosts = new LinkedHashSet<>();
        Meaning last = Meaning.UNKNOWN;
        for (List<String> words : alternatives) {
            last = term(words);
            if (alternatives.size() > 1 && last.hosts.isEmpty()) {
                return Meaning.UNKNOWN;
            }
            hosts.addAll(last.hosts);
        }
        return new Meaning(hosts, last.choice, last.never);
    }

    private static Meaning term(List<String> words) {
        String sample = words.isEmpty() ? "" : words.get(0).toLowerCase(Locale.ROOT).replace(" ", "");
        String match = "";
        List<String> values = new ArrayList<>();
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("-m") && i + 1 < words.size()) {
                match = words.get(++i);
            } else if (word.equals("-f") || word.equals("-M")) {
                return Meaning.UNKNOWN;
            } else if (!word.equals("-i") && !word.equals("-n") && !word.equals("--")) {
                values.add(word);
            }
        }
        if (values.isEmpty()) {
            return Meaning.UNKNOWN;
        }
        if (sample.matches("(req\\.)?f?hdr(_end|_str)?\\(host\\)(,.*)?|req[._]ssl_sni|ssl_fc_sni(,.*)?")) {
            return hosts(values, sample.contains("_end") ? "end" : match);
        }
        if (sample.matches("(req\\.)?f?hdr(_str|_sub)?\\((upgrade|connection)\\)(,.*)?") && values.get(0).toLowerCase(Locale.ROOT).matches("websocket|upgrade")) {
            return new Meaning(Set.of(), Route.Choice.WEBSOCKET, false);
        }
        if (sample.equals("path_beg") || sample.equals("path") && match.equals("beg")) {
            return values.stream().anyMatch(v -> v.equals("/") || v.startsWith("/lightstreamer") || "/lightstreamer".startsWith(v))
                    ? Meaning.ALWAYS : Meaning.NEVER;
        }
        return Meaning.UNKNOWN;
    }

    private static Meaning hosts(List<String> values, String match) {
        Set<String> hosts = new LinkedHashSet<>();
        for (String value : values) {
            String host = value.toLowerCase(Locale.ROOT).replaceAll(":[0-9]+$", "");
            if (match.equals("end") && host.startsWith(".")) {
                hosts.add("*" + host);
            } else if (match.isEmpty() || match.equals("str")) {
                hosts.add(host);
            } else {
                return Meaning.UNKNOWN;
            }
        }
        return new Meaning(hosts, Route.Choice.ALWAYS, false);
    }
}
