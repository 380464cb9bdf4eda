package dev.sluice.server.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All settings of the file, from the resource {@code settings.tsv}. */
final class SettingTable {
    private static final SettingTable TABLE = load();

    private final Map<String, Setting> byPath = new LinkedHashMap<>();
    private final Map<String, List<Setting>> byParent = new LinkedHashMap<>();

    private SettingTable() {
    }

    static SettingTable get() {
        return TABLE;
    }

    /** The setting at a path below the root, or null. */
    Setting find(String path) {
        return byPath.get(path);
    }

    /** Settings right below a path, attributes included; the root is the empty path. */
    List<Setting> below(String path) {
        return byParent.getOrDefault(path, List.of());
    }

    Collection<Setting> all() {
        return byPath.values();
    }

    /** Blocks in which an element of that name is known; the root is the empty text. */
    List<String> blocksWith(String name) {
        return byParent.entrySet().stream()
                .filter(e -> e.getValue().stream().anyMatch(s -> !s.path().contains("@") && lastName(s).equals(name)))
                .map(Map.Entry::getKey).toList();
    }

    /** The known name below a path that is most like the given one, or null. */
    String nearest(String path, String name, boolean attribute) {
        String best = null;
        int limit = Math.max(1, name.length() / 3);
        for (Setting candidate : below(path)) {
            if (candidate.path().contains("@") == attribute && candidate.effect() != Setting.Effect.STOP) {
                int distance = distance(name, lastName(candidate), limit);
                if (distance <= limit) {
                    limit = distance - 1;
                    best = lastName(candidate);
                }
            }
        }
        return best;
    }

    private static String lastName(Setting setting) {
        String path = setting.path();
        return path.substring(1 + Math.max(path.lastIndexOf('/'), path.lastIndexOf('@')));
    }

    /** How many letters have to change to make one name of another; more than {@code limit} when it is above that. */
    static int distance(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) > limit) {
            return limit + 1;
        }
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }

    private static SettingTable load() {
        SettingTable table = new SettingTable();
        try (var in = SettingTable.class.getResourceAsStream("settings.tsv");
             var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    String[] cells = Arrays.copyOf(line.split("\t", -1), 6);
                    table.add(new Setting(cells[0], cells[1], cells[2], cells[3].contains("m"), cells[3].contains("c"),
                            cells[3].contains("r"),
                            Setting.Effect.valueOf(cells[4].toUpperCase(Locale.ROOT)), cells[5] == null ? "" : cells[5]));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return table;
    }

    private void add(Setting setting) {
        byPath.put(setting.path(), setting);
        String path = setting.path();
        int cut = Math.max(path.lastIndexOf('/'), path.lastIndexOf('@'));
        byParent.computeIfAbsent(cut < 0 ? "" : path.substring(0, cut), p -> new ArrayList<>()).add(setting);
    }
}
