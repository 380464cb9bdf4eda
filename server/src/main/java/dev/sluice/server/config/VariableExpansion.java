package dev.sluice.server.config;

import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Replaces values of the form {@code $name} by JVM properties or, behind the file's own prefix, environment variables. */
final class VariableExpansion {
    static final String PREFIX_ATTRIBUTE = "prop_prefix";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.\\-]+");

    private final UnaryOperator<String> properties;
    private final UnaryOperator<String> environment;
    private String envPrefix;

    VariableExpansion(UnaryOperator<String> properties, UnaryOperator<String> environment) {
        this.properties = properties;
        this.environment = environment;
    }

    /** Sets the value of every leaf and attribute below the root; blank ones become absent. */
    void expand(ConfigNode root) {
        for (ConfigNode child : root.elements) {
            if (child.name.equals("env_prefix")) {
                expandNode(child, "$");
                envPrefix = child.value == null ? envPrefix : child.value;
            }
        }
        expandAll(root);
    }

    private void expandAll(ConfigNode node) {
        for (ConfigNode attribute : node.attributes) {
            if (isPrefix(attribute)) {
                attribute.value = attribute.written;
            } else {
                expandNode(attribute, prefix(node, attribute.name + "_" + PREFIX_ATTRIBUTE));
            }
        }
        expandNode(node, prefix(node, PREFIX_ATTRIBUTE));
        node.elements.forEach(this::expandAll);
    }

    /** Whether the attribute only rules the expansion of something beside it. */
    static boolean isPrefix(ConfigNode attribute) {
        return attribute.name.equals(PREFIX_ATTRIBUTE) || attribute.name.endsWith("_" + PREFIX_ATTRIBUTE);
    }

    private static String prefix(ConfigNode node, String attributeName) {
        return node.attributes.stream().filter(a -> a.name.equals(attributeName)).map(a -> a.written).findFirst()
                .orElse("$");
    }

    private void expandNode(ConfigNode node, String prefix) {
        String text = node.attribute || node.name.endsWith("_password") ? node.written : node.written.strip();
        String name = variable(text, prefix);
        String value = name == null ? text
                : envPrefix != null && name.startsWith(envPrefix)
                ? environment.apply(name.substring(envPrefix.length())) : properties.apply(name);
        node.value = value == null || value.isBlank() ? null : value;
    }

    /** The variable a text stands for, or null. */
    static String variable(String text, String prefix) {
        String word = text.strip();
        boolean stands = !prefix.isEmpty() && word.startsWith(prefix)
                && NAME.matcher(word.substring(prefix.length())).matches();
        return stands ? word.substring(prefix.length()) : null;
    }
}
