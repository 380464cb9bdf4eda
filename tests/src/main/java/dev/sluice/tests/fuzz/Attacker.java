package dev.sluice.tests.fuzz;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends inputs one after the other and notices when the node does not answer as it must. One thread. */
final class Attacker {

    private static final Pattern CREATED = Pattern.compile("CONOK,([A-Za-z0-9_-]+),");
    private static final List<String> REQUESTS = List.of("create_session", "bind_session", "control", "msg", "heartbeat");
    private static final int MESSAGES_AT_ONCE = 16;
    private static final int SESSIONS_KNOWN = 50;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final int port;
    private final int number;
    private final Random random;
    private final Corpus corpus;
    /** The last sessions created here, the newest last. */
    private final Deque<String> sessions = new ArrayDeque<>();
    private Wire socket;
    private Wire http;
    private long probes;
    private String last = "nothing";

    Attacker(int port, int number, long seed) {
        this.port = port;
        this.number = number;
        this.random = new Random(seed * 31 + number);
        this.corpus = new Corpus(random);
    }

    /** Sends so many inputs; returns what went wrong, null for nothing. */
    String attack(long count) {
        try {
            for (long sent = 0; sent < count;) {
                int kind = random.nextInt(100);
                if (kind < 6) {
                    int few = (int) Math.min(MESSAGES_AT_ONCE * 8, count - sent);
                    messages(few);
                    sent += few;
                } else {
                    single(kind);
                    sent++;
                }
            }
            return null;
        } catch (IOException | RuntimeException e) {
            return "attacker " + number + " after " + last + ": " + e;
        } finally {
            drop();
        }
    }

    private void single(int kind) throws IOException {
        if (kind < 55) {
            request();
        } else if (kind < 80) {
            raw(corpus.head(session()));
        } else if (kind < 92) {
            raw(corpus.noise());
        } else {
            frames();
        }
    }

    /** Messages on a WebSocket that lives on; after each few of them an answer must come. */
    private void messages(int count) throws IOException {
        for (int sent = 0; sent < count; sent += MESSAGES_AT_ONCE) {
            if (socket == null) {
                socket = new Wire(port, number);
                socket.send(Corpus.HANDSHAKE);
                socket.head();
            }
            try {
                for (int i = 0; i < Math.min(MESSAGES_AT_ONCE, count - sent); i++) {
                    last = corpus.message(session());
                    boolean broken = random.nextInt(200) == 0;
                    socket.sendFrame(1, broken ? corpus.noise() : last.getBytes(StandardCharsets.UTF_8));
                }
                String probe = "probe" + ++probes;
                socket.sendFrame(1, ("control\r\nLS_reqId=" + probe + "&LS_session=none&LS_op=constrain")
                        .getBytes(StandardCharsets.US_ASCII));
                awaitAnswer(probe);
            } catch (SocketTimeoutException stuck) {
                throw stuck;
            } catch (IOException closed) {
                endSocket();
            }
        }
    }

    private void awaitAnswer(String probe) throws IOException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        String text = "";
        while (!text.contains("REQERR," + probe + ",20,")) {
            text = socket.frame();
            if (text == null) {
                endSocket();
                return;
            }
            learn(text);
            if (System.nanoTime() > end) {
                throw new SocketTimeoutException("no answer to " + probe);
            }
        }
    }

    private void endSocket() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }

    /** A well-framed HTTP request with a bent content, on a connection that lives on. */
    private void request() throws IOException {
        last = corpus.message(session());
        int feed = last.indexOf('\n');
        String name = feed < 0 ? last.strip() : last.substring(0, feed).strip();
        if (!REQUESTS.contains(name)) {
            name = REQUESTS.get(random.nextInt(REQUESTS.size()));
        }
        byte[] body = (feed < 0 ? "" : last.substring(feed + 1)).getBytes(StandardCharsets.UTF_8);
        String version = "TLCP-2." + random.nextInt(7) + ".0";
        String head = "POST /lightstreamer/" + name + ".txt?LS_protocol=" + version + "&LS_session=" + session()
                + " HTTP/1.1\r\nHost: h\r\n" + (random.nextBoolean() ? "Accept-Encoding: identity\r\n" : "")
                + "Content-Length: " + body.length + "\r\n\r\n";
        if (http == null) {
            http = new Wire(port, number);
        }
        try {
            http.send(head);
            http.send(body);
            learn(http.response());
        } catch (Wire.StreamingException streaming) {
            learn(streaming.getMessage());
            endHttp();
        } catch (SocketTimeoutException stuck) {
            throw stuck;
        } catch (IOException closed) {
            endHttp();
        }
    }

    private void endHttp() throws IOException {
        http.close();
        http = null;
    }

    /** Bytes on a connection of their own, whose end must be answered by an end. */
    private void raw(byte[] bytes) throws IOException {
        last = new String(bytes, StandardCharsets.ISO_8859_1);
        try (Wire wire = new Wire(port, number)) {
            int cut = random.nextInt(bytes.length + 1);
            wire.send(java.util.Arrays.copyOf(bytes, cut));
            wire.send(java.util.Arrays.copyOfRange(bytes, cut, bytes.length));
            learn(wire.rest());
        } catch (SocketTimeoutException stuck) {
            throw stuck;
        } catch (IOException closed) {
            // A reset is an answer too.
            learn("");
        }
    }

    /** A WebSocket that sends bytes that are no frames, or frames of any kind. */
    private void frames() throws IOException {
        try (Wire wire = new Wire(port, number)) {
            wire.send(Corpus.HANDSHAKE);
            wire.head();
            if (random.nextBoolean()) {
                wire.send(corpus.noise());
            } else {
                last = corpus.message(session());
                wire.sendFrame(random.nextInt(16), last.getBytes(StandardCharsets.UTF_8));
            }
            learn(wire.rest());
        } catch (SocketTimeoutException stuck) {
            throw stuck;
        } catch (IOException closed) {
            learn("");
        }
    }

    private void learn(String answer) {
        Matcher created = CREATED.matcher(answer);
        while (created.find()) {
            if (!sessions.contains(created.group(1))) {
                sessions.addLast(created.group(1));
            }
            if (sessions.size() > SESSIONS_KNOWN) {
                sessions.removeFirst();
            }
        }
    }

    private String session() {
        return sessions.isEmpty() ? "S1" : sessions.peekLast();
    }

    /** Ends the sessions known here; each must be ended by it or be gone. Returns what went wrong, null for nothing. */
    String endSessions() {
        try (Wire wire = new Wire(port, number)) {
            for (String session : sessions) {
                String body = "LS_reqId=1&LS_op=destroy&LS_session=" + session;
                wire.send("POST /lightstreamer/control.txt?LS_protocol=TLCP-2.5.0 HTTP/1.1\r\nHost: h\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body);
                String answer = wire.response();
                if (!answer.startsWith("REQOK,1") && !answer.startsWith("REQERR,1,20,")) {
                    return "session " + session + " cannot be destroyed: " + answer;
                }
            }
            sessions.clear();
            return null;
        } catch (IOException e) {
            return "the end of a session was not answered: " + e;
        }
    }

    private void drop() {
        try {
            endSocket();
            if (http != null) {
                endHttp();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
