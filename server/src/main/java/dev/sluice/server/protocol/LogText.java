package dev.sluice.server.protocol;

/** What a client has sent, as it may stand in a line of the log: nothing in it ends or bends the line, and it is not too long. Any thread. */
public final class LogText {

    static final int LONGEST = 200;

    private LogText() {
    }

    /** The text with a question mark for each control character, cut where it is too long; null for null. */
    public static String of(String text) {
        if (text == null || text.length() <= LONGEST && text.chars().noneMatch(LogText::control)) {
            return text;
        }
        StringBuilder clean = new StringBuilder(LONGEST + 3);
        for (int i = 0; i < Math.min(text.length(), LONGEST); i++) {
            char c = text.charAt(i);
            clean.append(control(c) ? '?' : c);
        }
        return text.length() > LONGEST ? clean.append("...").toString() : clean.toString();
    }

    /** Line and paragraph separators end lines too, to some who read the log. */
    private static boolean control(int c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
    }
}
