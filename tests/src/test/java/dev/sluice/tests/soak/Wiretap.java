package dev.sluice.tests.soak;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads along what the node sends on one connection and reports the lines by which it ends or refuses a session. */
final class Wiretap {

    /** These begin a line of HTTP, or the text of a WebSocket frame; no value of the {@link Course} contains them. */
    private static final Pattern ENDINGS = Pattern.compile("(CONERR|END),[^\r\n]{0,80}");
    private static final int KEPT = 100;

    private final Consumer<String> listener;
    private String before = "";

    Wiretap(Consumer<String> listener) {
        this.listener = listener;
    }

    /** Takes the next bytes. */
    void read(byte[] bytes, int count) {
        String text = before + new String(bytes, 0, count, StandardCharsets.ISO_8859_1);
        Matcher matcher = ENDINGS.matcher(text);
        int told = 0;
        while (matcher.find()) {
            told = matcher.end();
            listener.accept(matcher.group());
        }
        before = text.substring(Math.max(told, text.length() - KEPT));
    }
}
