package dev.sluice.server.adapter;

import dev.sluice.server.config.ConfigProblem;
import dev.sluice.server.config.ConfigProblem.Severity;

/**
 * Where an element of an {@code adapters.xml} stands.
 *
 * @param file   the file as it is shown to the reader
 * @param line   of the end of its start tag, 1 or above
 * @param column of the end of its start tag, 1 or above
 * @param path   elements from below the root, data adapters with their name in brackets
 */
public record ConfPlace(String file, int line, int column, String path) {

    /**
     * A finding here.
     *
     * @param value  what the element holds, empty when the finding is not about that
     * @param text   the reason and, behind a semicolon, what to do
     */
    public ConfigProblem finding(Severity severity, String value, String text) {
        int advice = text.indexOf("; ");
        return new ConfigProblem(severity, file, line, column, path, value, advice < 0 ? text : text.substring(0, advice),
                advice < 0 ? "" : text.substring(advice + 2), "");
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
