package dev.sluice.server.check.balancer;

import dev.sluice.server.config.ConfigProblem;
import dev.sluice.server.config.ConfigProblem.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is to be told about one file of a balancer; of lines that are not understood the first ones, and how many more there are. */
final class Remarks {
    private static final int MOST = 30;

    private final String file;
    private final Set<ConfigProblem> found = new LinkedHashSet<>();

    Remarks(String file) {
        this.file = file;
    }

    void notUnderstood(HaproxyFile.Line line) {
        notUnderstood(line.place(), line.toString());
    }

    void notUnderstood(Place place, String directive) {
        at(Severity.INFO, place, "\"" + directive + "\" is not understood; what it does is left out of account", "");
    }

    void at(Severity severity, Place place, String reason, String advice) {
        found.add(new ConfigProblem(severity, place.file(), place.line(), 0, "", "", reason.replaceAll("\\p{Cntrl}+", " "), advice, ""));
    }

    List<ConfigProblem> all() {
        List<ConfigProblem> hints = found.stream().filter(p -> p.severity() == Severity.INFO).toList();
        List<ConfigProblem> shown = new ArrayList<>(found);
        if (hints.size() <= MOST) {
            return shown;
        }
        shown.removeAll(new HashSet<>(hints.subList(MOST, hints.size())));
        shown.add(new ConfigProblem(Severity.INFO, file, 0, 0, "", "", (hints.size() - MOST) + " more lines are not understood", "", ""));
        return shown;
    }
}
