package dev.sluice.server.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a setting is for, from the resource {@code meanings.tsv}.
 *
 * @param text      what it does
 * @param relations what ties it to other settings, empty = nothing
 */
record Meaning(String text, String relations) {
    /** Heads of paths that stand for several blocks. */
    private static final Map<String, List<String>> SHARED =
            Map.of("socket", List.of("http_server", "https_server"), "tls", List.of("https_server", "jmx/rmi_connector"));
    private static final Map<String, Meaning> BY_PATH = load();

    /** The meanings of all settings by path. */
    static Map<String, Meaning> all() {
        return BY_PATH;
    }

    private static Map<String, Meaning> load() {
        Map<String, Meaning> meanings = new LinkedHashMap<>();
        try (var in = Meaning.class.getResourceAsStream("meanings.tsv");
             var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    String[] cells = line.split("\t", -1);
                    String head = cells[0].split("[/@]", 2)[0];
                    for (String block : SHARED.getOrDefault(head, List.of(head))) {
                        meanings.putIfAbsent(block + cells[0].substring(head.length()), new Meaning(cells[1], cells[2]));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(meanings);
    }
}
