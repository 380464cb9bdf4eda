package dev.sluice.server.config;

import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Settings of the block {@code sluice} given on the command line as {@code -Dsluice.name=value}. They win over the file: whoever
 * starts a node with a file rendered by somebody else has no other place for them.
 */
final class OwnProperties {
    static final String PREFIX = "sluice.";
    private static final String BLOCK = "sluice";
    /** Not settings: the launcher tells the node where it is, and the machine how many loops it has. */
    private static final Set<String> NO_SETTINGS = Set.of("home", "ready", "event_loops");

    private OwnProperties() {
    }

    /** Those of this process, by name of the setting. */
    static SortedMap<String, String> ofProcess() {
        return of(System.getProperties());
    }

    /** Those among some properties; names with a further dot belong to others, to tests for example. */
    static SortedMap<String, String> of(Properties all) {
        SortedMap<String, String> own = new TreeMap<>();
        for (String property : all.stringPropertyNames()) {
            String name = property.startsWith(PREFIX) ? property.substring(PREFIX.length()) : "";
            if (!name.isEmpty() && name.indexOf('.') < 0 && !NO_SETTINGS.contains(name)) {
                own.put(name, all.getProperty(property));
            }
        }
        return own;
    }

    /** Puts them in the place of the file's; blank ones count as not given. */
    static void override(ConfigNode root, SortedMap<String, String> properties) {
        properties.forEach((name, value) -> {
            if (!value.isBlank()) {
                ConfigNode block = block(root);
                block.elements.removeIf(element -> element.name.equalsIgnoreCase(name));
                block.elements.add(ConfigNode.ofProperty(block, name, value));
            }
        });
    }

    private static ConfigNode block(ConfigNode root) {
        for (ConfigNode element : root.elements) {
            if (element.name.equals(BLOCK)) {
                return element;
            }
        }
        ConfigNode block = new ConfigNode(root, false, BLOCK, 0, 0);
        root.elements.add(block);
        return block;
    }
}
