package dev.sluice.server.check.balancer;

import dev.sluice.server.check.balancer.HaproxyFile.Line;
import dev.sluice.server.check.balancer.HaproxyFile.Section;
import java.util.ArrayList;
import java.util.List;

/** A frontend, backend or listen section together with the defaults it rests on. */
record HaproxyProxy(Section section, Section defaults) {

    boolean front() {
        return !section.kind().equals("backend");
    }

    boolean back() {
        return !section.kind().equals("frontend");
    }

    /** The last line that begins with these words, in the defaults when there is none here; or null. */
    Line last(String... start) {
        Line found = null;
        for (Line line : own(start)) {
            found = line;
        }
        if (found == null && defaults != null) {
            for (Line line : defaults.lines()) {
                found = line.begins(start) ? line : found;
            }
        }
        return found;
    }

    /** Lines of the section itself that begin with these words. */
    List<Line> own(String... start) {
        return section.lines().stream().filter(line -> line.begins(start)).toList();
    }

    /** The line that switches an option on, or null when it is off. */
    Line option(String name) {
        for (Section place : defaults == null ? List.of(section) : List.of(section, defaults)) {
            Line found = null;
            boolean off = false;
            for (Line line : place.lines()) {
                if (line.begins("option", name)) {
                    found = line;
                    off = false;
                } else if (line.begins("no", "option", name)) {
                    off = true;
                }
            }
            if (off) {
                return null;
            }
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** Whether it reads HTTP; HAProxy passes bytes unless told otherwise. */
    boolean reads() {
        Line mode = last("mode");
        return mode != null && mode.word(1).equals("http");
    }

    /** A time limit, 0 = none written. */
    Route.Limit timeout(String name) {
        Line line = last("timeout", name);
        long millis = line == null ? 0 : TimeSpan.millis(line.word(2), 1);
        return new Route.Limit(Math.max(0, millis), "timeout " + name, line == null ? new Place("", 0) : line.place());
    }

    /** Lines of the section that are not for any known purpose, times that cannot be read among them. */
    List<Line> unknown() {
        List<Line> unknown = new ArrayList<>();
        for (Line line : section.lines()) {
            if (!HaproxyWords.known(line) || line.begins("timeout") && TimeSpan.millis(line.word(2), 1) < 0) {
                unknown.add(line);
            }
        }
        return unknown;
    }
}
