package dev.sluice.server.item;

import dev.sluice.server.protocol.LineBuffer;

/** Writes the fields of a {@code U} line from left to right; runs of unchanged fields become a count (TLCP 2.5.0 p.49-52). */
final class FieldLine {

    /** Shortest run of unchanged fields that is written as a count. */
    private static final int RUN = 4;

    private final LineBuffer out;
    private int run;
    private boolean first = true;
    private boolean told;

    FieldLine(LineBuffer out) {
        this.out = out;
    }

    /** The next field is as it was. */
    void unchanged() {
        run++;
    }

    /** The next field is told by this token. */
    void field(byte[] token) {
        endRun();
        if (!first) {
            out.put('|');
        }
        out.put(token);
        first = false;
        told = true;
    }

    /** No field follows; answers whether any was told. */
    boolean end() {
        endRun();
        return told;
    }

    private void endRun() {
        if (run == 0) {
            return;
        }
        if (run >= RUN) {
            if (!first) {
                out.put('|');
            }
            out.put('^').number(run);
        } else {
            for (int i = first ? 1 : 0; i < run; i++) {
                out.put('|');
            }
        }
        first = false;
        run = 0;
    }
}
