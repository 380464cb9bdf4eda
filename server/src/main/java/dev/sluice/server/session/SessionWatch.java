package dev.sluice.server.session;

import dev.sluice.server.protocol.LogText;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes to the log, line by line, all that one session is asked and told, so that a support case can be read. Any thread. */
public final class SessionWatch {

    /** The logger that watches all sessions while it stands at DEBUG; the one below it with the id of a session watches that one. */
    public static final String LOGGER = "LightstreamerLogger.watch";
    private static final Pattern PASSWORD = Pattern.compile("(LS_password=)[^&\\r\\n]*");
    private static final Pattern LINE_END = Pattern.compile("\\r?\\n");

    private final String sessionId;
    private final Logger log;

    private SessionWatch(String sessionId, Logger log) {
        this.sessionId = sessionId;
        this.log = log;
    }

    /** A watch of this session alone. */
    static SessionWatch alone(String sessionId) {
        return new SessionWatch(sessionId, LoggerFactory.getLogger(LOGGER + '.' + sessionId));
    }

    /** A watch of this session among all: it needs no logger of its own, which would outlive it. */
    static SessionWatch amongAll(String sessionId) {
        return new SessionWatch(sessionId, LoggerFactory.getLogger(LOGGER));
    }

    /**
     * A request of the client, as it came but for passwords.
     *
     * @param from where it came from
     * @param text its name and its lines
     */
    public void asked(String from, String text) {
        log.debug("{} <- {} {}", sessionId, from,
                LogText.whole(LINE_END.matcher(PASSWORD.matcher(text.strip()).replaceAll("$1***")).replaceAll(" / ")));
    }

    /** Whole lines of the node to the client. */
    public void told(byte[] lines, int length) {
        for (String line : LINE_END.split(new String(lines, 0, length, StandardCharsets.UTF_8))) {
            log.debug("{} -> {}", sessionId, line);
        }
    }

    /** Something that happened to the session. */
    void happened(String what) {
        log.debug("{} -- {}", sessionId, what);
    }
}
