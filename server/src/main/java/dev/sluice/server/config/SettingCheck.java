package dev.sluice.server.config;

import dev.sluice.server.config.ConfigProblem.Severity;
import dev.sluice.server.config.Setting.Effect;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares each element and attribute with the table of settings and drops what has no place in the result. */
final class SettingCheck {
    private final SettingTable table = SettingTable.get();
    private final Problems problems;

    SettingCheck(Problems problems) {
        this.problems = problems;
    }

    void check(ConfigNode root) {
        block(root, "");
    }

    private void block(ConfigNode block, String path) {
        Map<String, ConfigNode> seen = new HashMap<>();
        for (ConfigNode attribute : block.attributes) {
            String own = path + "@" + attribute.name;
            if (VariableExpansion.isPrefix(attribute)) {
                attribute.dropped = true;
            } else if (known(attribute, own, path) && !again(attribute, own, seen)) {
                value(attribute);
            }
        }
        for (ConfigNode element : block.elements) {
            String own = path.isEmpty() ? element.name : path + "/" + element.name;
            if (known(element, own, path) && !again(element, own, seen)) {
                value(element);
                block(element, own);
            }
        }
        for (Setting setting : table.below(path)) {
            if (setting.mandatory() && !seen.containsKey(setting.path())) {
                missing(block, setting);
            }
        }
    }

    /** Whether the node goes on to be checked; otherwise it is dropped and, where needed, reported. */
    private boolean known(ConfigNode node, String path, String blockPath) {
        node.setting = table.find(path);
        node.dropped = true;
        if (node.setting == null) {
            unknown(node, blockPath);
            return false;
        }
        Effect effect = node.setting.effect();
        if (effect == Effect.STOP) {
            problems.error(node, "is no longer a setting",
                    "remove it and use " + node.setting.note());
            return false;
        }
        if (node.value == null && !node.setting.withoutText()) {
            absent(node);
            node.elements.forEach(child -> unknown(child, path));
            return false;
        }
        switch (effect) {
            case OBSOLETE -> problems.warn(node, "is ignored: " + node.setting.note(), "remove it");
            case NONE -> problems.add(asksForNothing(node) ? Severity.INFO : Severity.WARN, node, "has no effect: " + node.setting.note(), "");
            case INFO -> problems.info(node, "has no effect: " + node.setting.note(), "");
            default -> node.dropped = false;
        }
        return !node.dropped;
    }

    /** Whether what has no effect here would have none elsewhere: a default, or a block that is switched off. */
    private static boolean asksForNothing(ConfigNode node) {
        return node.setting.withoutText()
                ? node.elements.stream().noneMatch(e -> e.name.equals("enabled") && "Y".equalsIgnoreCase(e.value))
                : node.setting.otherwise().equalsIgnoreCase(node.value.strip());
    }

    private void absent(ConfigNode node) {
        if (!node.written.isBlank() && !node.setting.mandatory()) {
            problems.info(node, "counts as absent: " + unset(node), "");
        }
    }

    /** Why a value that is written is none; what may be a password beginning with a dollar is not repeated. */
    private static String unset(ConfigNode node) {
        return node.setting.secret()
                ? "it names a variable that is not set; if it is the password itself, switch expansion off with "
                + (node.attribute ? node.name + "_" : "") + VariableExpansion.PREFIX_ATTRIBUTE + "=\"\""
                : "it names a variable that is not set";
    }

    private void unknown(ConfigNode node, String blockPath) {
        if (node.attribute) {
            String like = table.nearest(blockPath, node.name, true);
            problems.warn(node, "is not a known attribute, ignored", like == null ? "remove it" : "did you mean " + like + "?");
            return;
        }
        if (node.commentedBlock != null && table.find(node.commentedBlock + "/" + node.name) != null) {
            problems.info(node, "is ignored: the " + node.commentedBlock + " around it is commented out", "");
            return;
        }
        List<String> homes = table.blocksWith(node.name);
        String like = table.nearest(blockPath, node.name, false);
        String advice = !homes.isEmpty()
                ? "it belongs inside " + String.join(" or ", homes.stream().map(h -> h.isEmpty() ? "the root element" : h).toList())
                : like != null ? "did you mean " + like + "?" : "remove it";
        problems.warn(node, (homes.isEmpty() ? "is not a known element" : "is misplaced") + ", ignored", advice);
    }

    private boolean again(ConfigNode node, String path, Map<String, ConfigNode> seen) {
        ConfigNode first = seen.putIfAbsent(path, node);
        if (first == null || node.setting.repeated()) {
            return false;
        }
        problems.error(node, "is given twice, first on line " + first.line, "remove one of them");
        node.dropped = true;
        return true;
    }

    private void value(ConfigNode node) {
        if (node.setting.withoutText()) {
            soFar(node);
            if (!node.written.isBlank()) {
                problems.warn(node, "holds text outside of its elements, ignored: \""
                        + line(node.written) + "\"", "remove it");
            }
            return;
        }
        try {
            node.value = node.setting.canonical(node.value);
            soFar(node);
        } catch (Setting.WrongValue e) {
            problems.error(node, e.getMessage(), e.advice);
            node.dropped = true;
        }
    }

    private void soFar(ConfigNode node) {
        if (node.setting.withoutEffectSoFar(node.value)) {
            problems.info(node, "has no effect yet: " + node.setting.note(), "");
        }
    }

    private void missing(ConfigNode block, Setting setting) {
        String name = setting.path().substring(1 + Math.max(setting.path().lastIndexOf('/'), setting.path().lastIndexOf('@')));
        boolean attribute = setting.path().contains("@");
        List<ConfigNode> candidates = attribute ? block.attributes : block.elements;
        ConfigNode blank = candidates.stream().filter(n -> n.name.equals(name)).findFirst().orElse(null);
        String where = (block.parent == null ? "" : block.path() + (attribute ? "@" : "/")) + name;
        if (blank == null) {
            problems.missing(block, where, "is missing", "add it");
            return;
        }
        problems.error(blank, "is missing: " + (blank.written.isBlank() ? "it is empty" : unset(blank)), "give it a value");
    }

    private static String line(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= 60 ? line : line.substring(0, 57) + "...";
    }
}
