package dev.sluice.server.config;

/**
 * One finding in a configuration file.
 *
 * @param severity whether the node starts all the same
 * @param file     the file as it is shown to the reader
 * @param line     1 or above, 0 when the whole file is meant
 * @param column   1 or above, 0 when unknown
 * @param path     elements from below the root to the setting, the socket name in brackets; empty = the file itself
 * @param value    what the place holds, as written and as expanded; passwords never appear; empty = not about a value
 * @param reason   what is wrong
 * @param advice   what to do, empty when the reason says it
 * @param guide    the section of the clustering guide it rests on, as {@code 1.B.1} or {@code Control links}; empty = none
 */
public record ConfigProblem(Severity severity, String file, int line, int column, String path, String value, String reason,
                            String advice, String guide) {

    /** The same finding with the section of the clustering guide. */
    public ConfigProblem restingOn(String section) {
        return new ConfigProblem(severity, file, line, column, path, value, reason, advice, section);
    }

    /** What a finding means for the start. */
    public enum Severity {
        /** The node does not start. */
        ERROR,
        /** The node starts; the file does not do what it says. */
        WARN,
        /** Worth knowing. */
        INFO
    }

    /** One line: {@code file:line:column: path: value: reason; advice (clustering guide, section)}. */
    public String message() {
        StringBuilder text = new StringBuilder(file);
        if (line > 0) {
            text.append(':').append(line);
            if (column > 0) {
                text.append(':').append(column);
            }
        }
        for (String part : new String[] {path, value, reason}) {
            if (!part.isEmpty()) {
                text.append(": ").append(part);
            }
        }
        if (!advice.isEmpty()) {
            text.append("; ").append(advice);
        }
        if (!guide.isEmpty()) {
            text.append(" (clustering guide, ").append(guide).append(')');
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return severity + " " + message();
    }
}
