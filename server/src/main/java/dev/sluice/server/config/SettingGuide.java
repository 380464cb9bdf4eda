package dev.sluice.server.config;

import dev.sluice.server.config.Setting.Effect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What there is to know about the settings of the configuration file, in words for those who write one. */
public final class SettingGuide {
    private static final Map<String, String> UNITS =
            Map.of("_millis", "milliseconds", "_minutes", "minutes", "_percent", "percent", "_per_second", "per second");
    private static final int MOST_SUGGESTIONS = 3;

    private SettingGuide() {
    }

    /**
     * The settings a word means: those at a path or, for a bare name, everywhere; names in any case, with or without the root
     * element, pointed brackets and the names of sockets.
     *
     * @return their paths in the order of the table, empty when there is none
     */
    public static List<String> find(String word) {
        String path = plain(word);
        return SettingTable.get().all().stream().map(Setting::path)
                .filter(known -> known.equals(path) || known.endsWith("/" + path) || known.endsWith("@" + path)).toList();
    }

    /** Paths of settings whose names are most like a word that means none; the best first, few or none. */
    public static List<String> suggestions(String word) {
        String path = plain(word);
        String name = lastName(path);
        int most = Math.max(2, name.length() / 3);
        record Candidate(String path, int distance) {
        }
        List<Candidate> candidates = new ArrayList<>();
        for (Setting setting : SettingTable.get().all()) {
            int distance = SettingTable.distance(name, lastName(setting.path()), most);
            if (distance <= most || setting.path().contains(name) && name.length() > 3) {
                candidates.add(new Candidate(setting.path(), Math.min(distance, most + 1)));
            }
        }
        return candidates.stream().sorted(Comparator.comparingInt(Candidate::distance)).limit(MOST_SUGGESTIONS).map(Candidate::path).toList();
    }

    /** All about one setting, in lines. */
    public static String text(String path) {
        Setting setting = SettingTable.get().find(path);
        Meaning meaning = Meaning.all().get(path);
        StringBuilder text = new StringBuilder(path).append('\n');
        line(text, "Does", meaning.text());
        line(text, "Value", value(setting));
        line(text, "Default", otherwise(setting));
        line(text, "Given", given(setting));
        line(text, "Limits", meaning.relations());
        line(text, "Here", here(setting));
        return text.toString();
    }

    /** The page of the documentation: a table per block of settings. */
    public static String markdown() {
        StringBuilder page = new StringBuilder("""
                # The settings of lightstreamer_conf.xml

                Written by `./sluice explain --markdown` from the tables the node itself uses; `./sluice explain NAME` tells the same about
                one setting. Paths start below the root element, attributes stand behind `@`. Names may be written in any case, and an
                empty element counts as absent. *m*: must be given in its block; *c*: may be given several times; *r*: changes while the
                node runs, when it reads the file again. What has no effect here is named by `./sluice check FILE` with the same reason.

                ## On their own

                | setting | does | value | default | |
                |---|---|---|---|---|
                """);
        List<Setting> blocks = new ArrayList<>();
        for (Setting setting : SettingTable.get().all()) {
            if (setting.path().matches("[^/@]+")) {
                if (setting.withoutText()) {
                    blocks.add(setting);
                } else {
                    row(page, setting);
                    SettingTable.get().all().stream().filter(s -> s.path().startsWith(setting.path() + "@")).forEach(s -> row(page, s));
                }
            }
        }
        for (Setting block : blocks) {
            page.append("\n## ").append(block.path()).append("\n\n").append(sentences(block)).append("\n\n")
                    .append("| setting | does | value | default | |\n|---|---|---|---|---|\n");
            SettingTable.get().all().stream().filter(s -> s.path().matches(block.path() + "[/@].*")).forEach(s -> row(page, s));
        }
        return page.toString();
    }

    private static void row(StringBuilder page, Setting setting) {
        String flags = (setting.mandatory() ? "m" : "") + (setting.repeated() ? "c" : "") + (setting.live() ? "r" : "");
        page.append("| `").append(setting.path()).append("` | ").append(cell(sentences(setting))).append(" | ")
                .append(cell(value(setting))).append(" | ").append(cell(setting.otherwise())).append(" | ").append(flags).append(" |\n");
    }

    private static String sentences(Setting setting) {
        Meaning meaning = Meaning.all().get(setting.path());
        String relations = meaning.relations().isEmpty() ? "" : " " + meaning.relations();
        Setting reason = reason(setting);
        boolean own = reason == setting || setting.path().indexOf('/') < 0;
        return meaning.text() + relations + (reason.effect() == Effect.ACTS || !own ? "" : " **" + here(setting) + "**");
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*").replace("\\*\\*", "**");
    }

    private static String value(Setting setting) {
        String kind = setting.values().contains(" ") ? setting.values().substring(0, setting.values().indexOf(' ')) : setting.values();
        return switch (kind) {
            case "int", "long" -> "whole number" + range(setting) + unit(setting);
            case "decimal" -> "number above 0" + unit(setting);
            case "path" -> "path, relative to the folder of the file";
            case "urlpath" -> "path of an address, begins with /";
            case "pattern" -> "regular expression";
            case "suite" -> "name of a cipher suite";
            case "tag" -> "1 to 16 letters and digits";
            case "block" -> "elements inside";
            case "mark" -> "attributes only";
            case "any" -> "any";
            case "text", "password" -> kind;
            default -> String.join(" or ", kind.split("\\|"));
        };
    }

    private static String range(Setting setting) {
        int space = setting.values().indexOf(' ');
        if (space < 0) {
            return "";
        }
        String[] ends = setting.values().substring(space + 1).split("\\.\\.", -1);
        return ends[1].isEmpty() ? ", " + ends[0] + " or more" : ", " + ends[0] + " to " + ends[1];
    }

    private static String unit(Setting setting) {
        String name = lastName(setting.path());
        return UNITS.entrySet().stream().filter(u -> name.endsWith(u.getKey()) || name.equals("max_delay") && u.getKey().equals("_millis"))
                .map(u -> ", in " + u.getValue()).findFirst().orElse("").replace("in per second", "per second");
    }

    private static String otherwise(Setting setting) {
        return setting.mandatory() ? "none, it must be given" : setting.otherwise().isEmpty() ? "" : setting.otherwise();
    }

    private static String given(Setting setting) {
        String path = setting.path();
        int cut = Math.max(path.lastIndexOf('/'), path.lastIndexOf('@'));
        return (setting.repeated() ? "any number of times" : "once") + (path.contains("@") ? " on " : " in ")
                + (cut < 0 ? "the root element" : path.substring(0, cut));
    }

    private static String here(Setting setting) {
        Setting reason = reason(setting);
        return switch (reason.effect()) {
            case ACTS -> "acts" + (setting.live() ? "; changes while the node runs, when it reads the file again" : "");
            case LATER -> "no effect yet: " + reason.note();
            case NONE, INFO -> "no effect: " + reason.note();
            case OBSOLETE -> "ignored: " + reason.note();
            case STOP -> "refused, the node does not start with it: use " + reason.note();
        };
    }

    /** The setting itself, or the block around it because of which it has no effect. */
    private static Setting reason(Setting setting) {
        int cut = Math.max(setting.path().lastIndexOf('/'), setting.path().lastIndexOf('@'));
        return setting.effect() != Effect.ACTS || cut < 0 ? setting : reason(SettingTable.get().find(setting.path().substring(0, cut)));
    }

    private static void line(StringBuilder text, String title, String content) {
        if (!content.isEmpty()) {
            text.append(String.format(Locale.ROOT, "  %-9s%s%n", title + ":", content));
        }
    }

    private static String plain(String word) {
        String path = word.strip().toLowerCase(Locale.ROOT).replaceAll("[<>]", "").replaceAll("\\[[^]]*\\]", "");
        return path.startsWith("lightstreamer_conf/") ? path.substring("lightstreamer_conf/".length()) : path;
    }

    private static String lastName(String path) {
        return path.substring(1 + Math.max(path.lastIndexOf('/'), path.lastIndexOf('@')));
    }
}
