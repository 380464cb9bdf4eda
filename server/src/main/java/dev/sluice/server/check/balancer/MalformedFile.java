package dev.sluice.server.check.balancer;

/** The file of a balancer cannot be read on from a line; the balancer would not start with it either. */
final class MalformedFile extends Exception {
    private static final long serialVersionUID = 1;
    /** The file, when it is not the one that was named. */
    final String file;
    final int line;
    final String advice;

    MalformedFile(int line, String reason, String advice) {
        this(null, line, reason, advice);
    }

    MalformedFile(String file, int line, String reason, String advice) {
        super(reason);
        this.file = file;
        this.line = line;
        this.advice = advice;
    }
}
