package dev.sluice.server.protocol;

/** Walks over the lines of a request body. Lines end with CR LF or a bare LF; a final empty piece is no line. */
final class RequestLines {

    final String text;
    private int next;
    private int from;
    private int to;

    RequestLines(String text, int start) {
        this.text = text;
        this.next = start;
    }

    /** Moves to the next line; false at the end. */
    boolean advance() {
        if (next >= text.length()) {
            return false;
        }
        from = next;
        int feed = text.indexOf('\n', from);
        if (feed < 0) {
            to = text.length();
            next = to;
        } else {
            to = feed > from && text.charAt(feed - 1) == '\r' ? feed - 1 : feed;
            next = feed + 1;
        }
        return true;
    }

    /** Moves to the next line that is not empty; false at the end. */
    boolean advanceToFilled() {
        while (advance()) {
            if (from < to) {
                return true;
            }
        }
        return false;
    }

    /** Where the line begins. */
    int from() {
        return from;
    }

    /** Where the line ends, its separator not included. */
    int to() {
        return to;
    }

    /** The parameters of this line. */
    Parameters parameters() {
        return Parameters.of(text, from, to);
    }

    /**
     * Goes on behind {@code end}, where a line separator or the end of the text must be.
     *
     * @return false when neither is there
     */
    boolean resumeAt(int end) {
        if (end == text.length()) {
            next = end;
        } else if (text.charAt(end) == '\n') {
            next = end + 1;
        } else if (text.startsWith("\r\n", end)) {
            next = end + 2;
        } else {
            return false;
        }
        return true;
    }

    /** Leaves the rest unread. */
    void stop() {
        next = text.length();
    }
}
