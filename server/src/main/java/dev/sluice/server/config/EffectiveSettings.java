package dev.sluice.server.config;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The settings in effect by name: levels joined by dots, attributes in parentheses, repeated elements numbered. */
final class EffectiveSettings {
    private final SortedMap<String, String> settings = new TreeMap<>();
    private final SortedMap<String, SettingPlace> places = new TreeMap<>();

    EffectiveSettings(ConfigNode root) {
        places.put("", place(root));
        block(root, "");
    }

    /** Values of settings, without blocks. */
    SortedMap<String, String> settings() {
        return settings;
    }

    /** Places of settings and blocks; the root has the empty name. */
    SortedMap<String, SettingPlace> places() {
        return places;
    }

    private void block(ConfigNode block, String prefix) {
        for (ConfigNode element : block.elements) {
            if (!element.dropped) {
                List<ConfigNode> same = block.elements(element.name);
                String name = prefix + element.name + (same.size() > 1 ? same.indexOf(element) + 1 : "");
                places.put(name, place(element));
                if (!element.setting.withoutText()) {
                    settings.put(name, shown(element));
                }
                for (ConfigNode attribute : element.attributes) {
                    if (!attribute.dropped) {
                        settings.put(name + "(" + attribute.name + ")", shown(attribute));
                        places.put(name + "(" + attribute.name + ")", place(attribute));
                    }
                }
                block(element, name + ".");
            }
        }
    }

    private static SettingPlace place(ConfigNode node) {
        if (node.parent == null) {
            return new SettingPlace(node.line, node.column, "", "");
        }
        String value = node.setting.withoutText() ? "" : node.shown().substring(node.path().length() + 1);
        return new SettingPlace(node.line, node.column, node.path(), value);
    }

    private static String shown(ConfigNode node) {
        return node.setting.secret() ? "***" : node.value;
    }
}
