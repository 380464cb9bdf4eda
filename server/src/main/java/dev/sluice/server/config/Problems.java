package dev.sluice.server.config;

import dev.sluice.server.config.ConfigProblem.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the findings of one file; each names the path of a node and, where it has one, its value. */
final class Problems {
    private final String file;
    private final List<ConfigProblem> found = new ArrayList<>();

    Problems(String file) {
        this.file = file;
    }

    void error(ConfigNode node, String reason, String advice) {
        add(Severity.ERROR, node, reason, advice);
    }

    void warn(ConfigNode node, String reason, String advice) {
        add(Severity.WARN, node, reason, advice);
    }

    /** A warning that rests on a section of the clustering guide. */
    void warn(ConfigNode node, String reason, String advice, String guide) {
        warn(node, reason, advice);
        found.add(found.remove(found.size() - 1).restingOn(guide));
    }

    void info(ConfigNode node, String reason, String advice) {
        add(Severity.INFO, node, reason, advice);
    }

    void add(Severity severity, ConfigNode node, String reason, String advice) {
        add(severity, node.line, node.column, node.path(), node.shownValue(), reason, advice);
    }

    /** A setting that is not there, told at the block that lacks it. */
    void missing(ConfigNode block, String path, String reason, String advice) {
        add(Severity.ERROR, block.line, block.column, path, "", reason, advice);
    }

    /** What keeps the whole file from being read. */
    void unreadable(int line, int column, String reason, String advice) {
        add(Severity.ERROR, line, column, "", "", reason, advice);
    }

    private void add(Severity severity, int line, int column, String path, String value, String reason, String advice) {
        found.add(new ConfigProblem(severity, file, line, column, path, value, oneLine(reason), oneLine(advice), ""));
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }

    boolean failed() {
        return found.stream().anyMatch(p -> p.severity() == Severity.ERROR);
    }

    /** All findings in file order. */
    List<ConfigProblem> all() {
        return found.stream().distinct()
                .sorted(Comparator.comparingInt(ConfigProblem::line).thenComparingInt(ConfigProblem::column)).toList();
    }
}
