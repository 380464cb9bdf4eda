package dev.sluice.server.management;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The main configuration file as it was read at the start, passwords masked.
 *
 * @param text      the file; empty when the node was not built from one
 * @param effective the settings in effect, by dotted name
 */
public record ConfigText(String text, SortedMap<String, String> effective) {

    private static final Pattern ELEMENT = Pattern.compile("(?i)(<(?:\\w*password)\\b(?![^>]*type\\s*=\\s*[\"']file)[^>]*>)[^<]+(<)");
    private static final Pattern ATTRIBUTE = Pattern.compile("(?i)(\\bpassword\\s*=\\s*)(\"[^\"]*\"|'[^']*')");

    public ConfigText {
        text = ATTRIBUTE.matcher(ELEMENT.matcher(text).replaceAll("$1***$2")).replaceAll("$1\"***\"");
    }

    /** Settings whose name contains {@code filter}, all for null; a copy. */
    SortedMap<String, String> settings(String filter) {
        SortedMap<String, String> found = new TreeMap<>(effective);
        found.keySet().removeIf(name -> filter != null && !name.contains(filter));
        return found;
    }
}
