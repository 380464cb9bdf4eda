package dev.sluice.server.config;

/**
 * One finding in a configuration file.
 *
 * @param severity whether the node starts all the same
 * @param file     the file as it is shown to the reader
 * @param line     1 or above, 0 when the whole file is meant
 * @param column   1 or above, 0 when unknown
 * @param path     elements from below the root to the setting, the socket name in brackets; empty = the file itself
 * @param reason   what is wrong, with the value as written and as expanded; passwords never appear
 * @param advice   what to do, empty when the reason says it
 */
public record ConfigProblem(Severity severity, String file, int line, int column, String path, String reason,
                            String advice) {

    /** What a finding means for the start. */
    public enum Severity {
        /** The node does not start. */
        ERROR,
        /** The node starts; the file does not do what it says. */
        WARN,
        /** Worth knowing. */
        INFO
    }

    /** One line: {@code file:line:column: reason; advice}. */
    public String message() {
        StringBuilder text = new StringBuilder(file);
        if (line > 0) {
            text.append(':').append(line);
            if (column > 0) {
                text.append(':').append(column);
            }
        }
        text.append(": ").append(reason);
        if (!advice.isEmpty()) {
            text.append("; ").append(advice);
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return severity + " " + message();
    }
}
