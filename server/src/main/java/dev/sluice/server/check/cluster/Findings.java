package dev.sluice.server.check.cluster;

import dev.sluice.server.check.balancer.Place;
import dev.sluice.server.config.ConfigProblem;
import dev.sluice.server.config.ConfigProblem.Severity;
import dev.sluice.server.config.SettingPlace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what the rules find. */
final class Findings {
    private final List<ConfigProblem> found = new ArrayList<>();

    /** A finding at a setting of a node. */
    void at(Severity severity, Member member, SettingPlace place, String reason, String advice, String guide) {
        found.add(new ConfigProblem(severity, member.file(), place.line(), place.column(), place.path(), place.value(), oneLine(reason),
                oneLine(advice), guide));
    }

    /** A finding at a line of a balancer's file. */
    void at(Severity severity, Place place, String reason, String advice, String guide) {
        found.add(new ConfigProblem(severity, place.file(), place.line(), 0, "", "", oneLine(reason), oneLine(advice), guide));
    }

    void addAll(List<ConfigProblem> problems) {
        found.addAll(problems);
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }

    /** All findings, those of one file together and by line. */
    List<ConfigProblem> all() {
        List<String> files = found.stream().map(ConfigProblem::file).distinct().sorted().toList();
        return found.stream().distinct().sorted(Comparator.comparingInt((ConfigProblem p) -> files.indexOf(p.file()))
                .thenComparingInt(ConfigProblem::line).thenComparingInt(ConfigProblem::column)).toList();
    }
}
