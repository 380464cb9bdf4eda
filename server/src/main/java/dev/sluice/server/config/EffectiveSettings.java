package dev.sluice.server.config;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The settings in effect by name: levels joined by dots, attributes in parentheses, repeated elements numbered. */
final class EffectiveSettings {
    private final SortedMap<String, String> settings = new TreeMap<>();

    SortedMap<String, String> of(ConfigNode root) {
        block(root, "");
        return settings;
    }

    private void block(ConfigNode block, String prefix) {
        for (ConfigNode element : block.elements) {
            if (!element.dropped) {
                List<ConfigNode> same = block.elements(element.name);
                String name = prefix + element.name + (same.size() > 1 ? same.indexOf(element) + 1 : "");
                if (!element.setting.withoutText()) {
                    settings.put(name, shown(element));
                }
                for (ConfigNode attribute : element.attributes) {
                    if (!attribute.dropped) {
                        settings.put(name + "(" + attribute.name + ")", shown(attribute));
                    }
                }
                block(element, name + ".");
            }
        }
    }

    private static String shown(ConfigNode node) {
        return node.setting.secret() ? "***" : node.value;
    }
}
