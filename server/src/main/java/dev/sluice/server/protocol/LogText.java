package dev.sluice.server.protocol;

/** What a client has sent, as it may stand in a line of the log: nothing in it ends or bends the line, and it is not too long. Any thread. */
public final class LogText {

    static final int LONGEST = 200;

    private LogText() {
    }

    /** The text with a question mark for each control character, whatever its length; null for null. */
    public static String whole(String text) {
        return text == null ? null : clean(text, text.length());
    }

    /** The text with a question mark for each control character, cut where it is too long; null for null. */
    public static String of(String text) {
        return text == null ? null : clean(text, LONGEST);
    }

    private static String clean(String text, int longest) {
        if (text.length() <= longest && text.chars().noneMatch(LogText::control)) {
            return text;
        }
        int kept = Math.min(text.length(), longest);
        StringBuilder clean = new StringBuilder(kept + 3);
        for (int i = 0; i < kept; i++) {
            char c = text.charAt(i);
            clean.append(control(c) ? '?' : c);
        }
        return text.length() > longest ? clean.append("...").toString() : clean.toString();
    }

    /** Line and paragraph separators end lines too, to some who read the log. */
    private static boolean control(int c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
    }
}
