package dev.sluice.server.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The settings in effect by name: levels joined by dots, attributes in parentheses, repeated elements numbered. */
final class EffectiveSettings {
    private final SortedMap<String, String> settings = new TreeMap<>();
    private final SortedMap<String, SettingPlace> places = new TreeMap<>();
    private final Map<String, List<ConfigNode>> byPath = new LinkedHashMap<>();
    /** Names of those that change while the node runs. */
    private final Set<String> live = new LinkedHashSet<>();

    EffectiveSettings() {
    }

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

    /** What is different in {@code next}, in file order. */
    List<SettingChange> changesTo(EffectiveSettings next) {
        Set<String> paths = new LinkedHashSet<>(byPath.keySet());
        paths.addAll(next.byPath.keySet());
        List<SettingChange> changes = new ArrayList<>();
        for (String path : paths) {
            List<ConfigNode> before = byPath.getOrDefault(path, List.of());
            List<ConfigNode> after = next.byPath.getOrDefault(path, List.of());
            if (!values(before).equals(values(after))) {
                Setting setting = (before.isEmpty() ? after : before).get(0).setting;
                changes.add(new SettingChange(path, told(before, setting), told(after, setting), setting.live()));
            }
        }
        return changes;
    }

    private static List<String> values(List<ConfigNode> nodes) {
        return nodes.stream().map(node -> node.value).toList();
    }

    private static String told(List<ConfigNode> nodes, Setting setting) {
        return !nodes.isEmpty() ? String.join(", ", nodes.stream().map(EffectiveSettings::shown).toList())
                : setting.otherwise().isEmpty() ? "absent" : "absent (" + setting.otherwise() + ")";
    }

    /** These settings, but for those that change while the node runs: they are as in {@code next}. */
    SortedMap<String, String> takingOver(EffectiveSettings next) {
        SortedMap<String, String> taken = new TreeMap<>(settings);
        taken.keySet().removeAll(live);
        next.live.forEach(name -> taken.put(name, next.settings.get(name)));
        return taken;
    }

    private void add(String name, ConfigNode node) {
        settings.put(name, shown(node));
        if (node.setting.live()) {
            live.add(name);
        }
        byPath.computeIfAbsent(node.path(), path -> new ArrayList<>(1)).add(node);
    }

    private void block(ConfigNode block, String prefix) {
        for (ConfigNode element : block.elements) {
            if (!element.dropped) {
                List<ConfigNode> same = block.elements(element.name);
                String name = prefix + element.name + (same.size() > 1 ? same.indexOf(element) + 1 : "");
                places.put(name, place(element));
                if (!element.setting.withoutText()) {
                    add(name, element);
                }
                for (ConfigNode attribute : element.attributes) {
                    if (!attribute.dropped) {
                        add(name + "(" + attribute.name + ")", attribute);
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
