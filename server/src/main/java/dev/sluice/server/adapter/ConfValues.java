package dev.sluice.server.adapter;

import dev.sluice.server.config.ConfigProblem;
import dev.sluice.server.config.ConfigProblem.Severity;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads typed values out of elements, expands {@code $name}, and collects what is wrong. */
final class ConfValues {

    private static final String PREFIX_ATTRIBUTE = "prop_prefix";

    private final AdapterSettings settings;
    private final List<ConfigProblem> problems;
    private final List<ConfigProblem> warnings;

    ConfValues(AdapterSettings settings, List<ConfigProblem> problems, List<ConfigProblem> warnings) {
        this.settings = settings;
        this.problems = problems;
        this.warnings = warnings;
    }

    void problem(ConfElement at, String text) {
        problems.add(at.where().finding(Severity.ERROR, "", text));
    }

    /** A problem with what an element holds. */
    void wrong(ConfElement at, String text) {
        problems.add(at.where().finding(Severity.ERROR, value(at), text));
    }

    void warning(ConfElement at, String text) {
        warnings.add(at.where().finding(Severity.WARN, "", text));
    }

    /** Warns of every child whose name is not known here; names are case sensitive. */
    void known(ConfElement parent, Set<String> names) {
        Map<String, String> byLowerCase = names.stream().collect(Collectors.toMap(String::toLowerCase, name -> name));
        for (ConfElement child : parent.children()) {
            if (!names.contains(child.name())) {
                String near = byLowerCase.get(child.name().toLowerCase());
                warning(child, "is not a known element, ignored" + (near == null ? "; remove it" : "; names are case sensitive, write " + near));
            }
        }
    }

    /** The only child of this name with something in it, else null. */
    ConfElement child(ConfElement parent, String name) {
        ConfElement found = null;
        for (ConfElement child : parent.children()) {
            if (child.name().equals(name) && (value(child) != null || !child.children().isEmpty())) {
                if (found != null) {
                    problem(child, "stands twice; remove one");
                }
                found = child;
            }
        }
        return found;
    }

    /** Text of the child, null when it is not defined. */
    String text(ConfElement parent, String name) {
        ConfElement child = child(parent, name);
        return child == null ? null : value(child);
    }

    /** Text of an element, null when it is blank or names a variable that does not exist. */
    String value(ConfElement element) {
        return expanded(element.text(), element.attributes().get(PREFIX_ATTRIBUTE));
    }

    /** Value of an attribute, null when it is not defined. */
    String attribute(ConfElement element, String name) {
        String text = element.attributes().get(name);
        return text == null ? null : expanded(text.strip(), element.attributes().get(name + "_" + PREFIX_ATTRIBUTE));
    }

    boolean flag(ConfElement parent, String name, boolean absent) {
        String text = text(parent, name);
        if (text == null) {
            return absent;
        }
        if (!text.equalsIgnoreCase("Y") && !text.equalsIgnoreCase("N")) {
            wrong(child(parent, name), "is neither Y nor N; write one of them");
        }
        return text.equalsIgnoreCase("Y");
    }

    /** A number, {@code absent} when it is not defined. */
    int number(ConfElement parent, String name, int absent) {
        String text = text(parent, name);
        if (text == null) {
            return absent;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            wrong(child(parent, name), "is no whole number; write digits only");
            return absent;
        }
    }

    private String expanded(String text, String ownPrefix) {
        String prefix = ownPrefix == null ? "$" : ownPrefix;
        String value = text;
        if (settings.expansion() && !prefix.isEmpty() && text.startsWith(prefix) && text.length() > prefix.length()) {
            String name = text.substring(prefix.length());
            String environment = settings.envPrefix();
            value = environment != null && !environment.isEmpty() && name.startsWith(environment)
                    ? System.getenv(name.substring(environment.length())) : System.getProperty(name);
        }
        return value == null || value.isBlank() ? null : value;
    }
}
