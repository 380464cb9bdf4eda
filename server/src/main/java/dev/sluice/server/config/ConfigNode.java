package dev.sluice.server.config;

import java.util.ArrayList;
import java.util.List;

/** An element or attribute of the file, with its place and, after expansion and checks, the value in effect. */
final class ConfigNode {
    final ConfigNode parent;
    final boolean attribute;
    final String writtenName;
    final String name;
    final int line;
    final int column;
    final List<ConfigNode> attributes = new ArrayList<>();
    final List<ConfigNode> elements = new ArrayList<>();
    /**
     * Name of a block of which only the opening and the closing tag are commented out, so that this child of it stands right
     * below the root, as in the vendor's factory files; null = none.
     */
    String commentedBlock;
    /** Given on the command line, not in the file. */
    private boolean property;
    /** Text between the tags, or the attribute's value, as written. */
    String written = "";
    /** The value after expansion, null when it counts as absent. */
    String value;
    /** The setting it is, null when unknown. */
    Setting setting;
    /** Absent, unknown, without effect or wrong: not part of the result. */
    boolean dropped;

    ConfigNode(ConfigNode parent, boolean attribute, String writtenName, int line, int column) {
        this.parent = parent;
        this.attribute = attribute;
        this.writtenName = writtenName;
        this.name = writtenName.toLowerCase(java.util.Locale.ROOT);
        this.line = line;
        this.column = column;
    }

    /** An element that the command line gives in place of the file. */
    static ConfigNode ofProperty(ConfigNode parent, String name, String value) {
        ConfigNode node = new ConfigNode(parent, false, name, 0, 0);
        node.property = true;
        node.written = value;
        node.value = value;
        return node;
    }

    /** First element of that name in effect, or null. */
    ConfigNode element(String elementName) {
        for (ConfigNode child : elements) {
            if (!child.dropped && child.name.equals(elementName)) {
                return child;
            }
        }
        return null;
    }

    /** All elements of that name in effect, in file order. */
    List<ConfigNode> elements(String elementName) {
        return elements.stream().filter(child -> !child.dropped && child.name.equals(elementName)).toList();
    }

    /** First element in effect along a path of names, or null. */
    ConfigNode at(String... names) {
        ConfigNode node = this;
        for (String step : names) {
            node = node == null ? null : node.element(step);
        }
        return node;
    }

    /** Attribute of that name in effect, or null. */
    ConfigNode attribute(String attributeName) {
        for (ConfigNode candidate : attributes) {
            if (!candidate.dropped && candidate.name.equals(attributeName)) {
                return candidate;
            }
        }
        return null;
    }

    /** Value of an attribute in effect. */
    String attributeValue(String attributeName, String otherwise) {
        ConfigNode found = attribute(attributeName);
        return found == null ? otherwise : found.value;
    }

    /** Value of an element in effect. */
    String value(String elementName, String otherwise) {
        ConfigNode found = element(elementName);
        return found == null ? otherwise : found.value;
    }

    /** Whether the element in effect says Y. */
    boolean yes(String elementName) {
        return "Y".equals(value(elementName, "N"));
    }

    /** Number in an element in effect. */
    long number(String elementName, long otherwise) {
        String text = value(elementName, null);
        return text == null ? otherwise : Long.parseLong(text);
    }

    /** Path below the root as a reader finds it: sockets carry their name in brackets. */
    String path() {
        if (parent == null) {
            return writtenName;
        }
        if (attribute) {
            return parent.path() + "@" + writtenName;
        }
        if (property) {
            return "-D" + OwnProperties.PREFIX + writtenName;
        }
        String own = writtenName;
        if (name.equals("http_server") || name.equals("https_server")) {
            for (ConfigNode candidate : attributes) {
                if (candidate.name.equals("name") && candidate.value != null) {
                    own += "[" + candidate.value + "]";
                }
            }
        }
        return parent.parent == null ? own : parent.path() + "/" + own;
    }

    /** {@code path=value}, the value as {@link #shownValue} has it. */
    String shown() {
        return path() + "=" + shownValue();
    }

    /**
     * The value as written and, when it differs, as expanded; passwords masked. Empty where there is none, and where the
     * setting is not known: that may be a misspelt password.
     */
    String shownValue() {
        if (setting == null || setting.withoutText() || written.isBlank()) {
            return "";
        }
        if (setting.secret()) {
            return "***";
        }
        String raw = attribute ? written : written.strip();
        String text = shorten(raw);
        return value == null || value.equals(raw) || value.equals(raw.strip()) ? text
                : text + " (expanded: " + shorten(value) + ")";
    }

    private static String shorten(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= 120 ? line : line.substring(0, 117) + "...";
    }
}
