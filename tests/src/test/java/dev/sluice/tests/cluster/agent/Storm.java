package dev.sluice.tests.cluster.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocketFactory;

/**
 * Many sessions at once, of clients that do the least there is: they create over HTTP at one address as fast as they can, then
 * subscribe and bind by TLS at the control link, slowly, and keep the stream. Who is refused tries again.
 */
final class Storm {

    private static final int PATIENCE_MILLIS = 60_000;
    private static final long RETRY_MILLIS = 500;
    private static final String PROTOCOL = ".txt?LS_protocol=TLCP-2.5.0";

    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger expired = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    /** Guarded by itself: when, and how long after its first attempt, each client had its first update; milliseconds. */
    private final List<long[]> firstUpdates = new ArrayList<>();
    private final List<Socket> streams = java.util.Collections.synchronizedList(new ArrayList<>());
    private String host;
    private long pauseMillis;
    private long begin;
    private ScheduledExecutorService creators;
    private ScheduledExecutorService binders;

    /** Begins: {@code count} clients of {@code host}, {@code creators} of them creating and {@code binders} binding at a time. */
    void start(JsonNode command, ObjectNode answer) {
        host = command.get("host").asText();
        pauseMillis = command.get("pauseMillis").asLong();
        creators = Executors.newScheduledThreadPool(command.get("creators").asInt());
        binders = Executors.newScheduledThreadPool(command.get("binders").asInt());
        begin = System.nanoTime();
        for (int i = 0; i < command.get("count").asInt(); i++) {
            creators.execute(() -> create(now()));
        }
    }

    /** How far it is. */
    void progress(JsonNode command, ObjectNode answer) {
        answer.put("refused", refused.get()).put("expired", expired.get()).put("failed", failed.get());
        ArrayNode updates = answer.putArray("firstUpdates");
        synchronized (firstUpdates) {
            firstUpdates.forEach(each -> updates.addArray().add(each[0]).add(each[1]));
        }
        answer.put("millis", now());
    }

    private void create(long since) {
        try (Socket socket = connect(host)) {
            BufferedReader in = send(socket, host, "create_session", "LS_adapter_set=FEED&LS_cid=test&LS_polling=true"
                    + "&LS_polling_millis=0&LS_idle_millis=0");
            String line = lineWith(in, "CONOK,", "CONERR,");
            if (line.startsWith("CONOK,")) {
                String[] words = line.split(",");
                binders.execute(() -> bind(since, words[1], words[4]));
            } else {
                refused.incrementAndGet();
                again(since);
            }
        } catch (IOException e) {
            failed.incrementAndGet();
            again(since);
        }
    }

    private void bind(long since, String session, String link) {
        try {
            Thread.sleep(pauseMillis);
            Socket socket = connect(link);
            BufferedReader in = send(socket, link, "control", "LS_reqId=1&LS_op=add&LS_subId=1&LS_group=state&LS_schema=n"
                    + "&LS_mode=MERGE&LS_snapshot=true&LS_session=" + session);
            if (lineWith(in, "REQOK", "REQERR,").startsWith("REQOK")) {
                write(socket, link, "bind_session", "LS_content_length=1000000000&LS_session=" + session);
                lineWith(in, "U,", "U,");
                streams.add(socket);
                synchronized (firstUpdates) {
                    firstUpdates.add(new long[] {now(), now() - since});
                }
            } else {
                socket.close();
                expired.incrementAndGet();
                again(since);
            }
        } catch (IOException e) {
            failed.incrementAndGet();
            again(since);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void again(long since) {
        creators.schedule(() -> create(since), RETRY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    }

    private static Socket connect(String host) throws IOException {
        Socket socket = SSLSocketFactory.getDefault().createSocket(host, 443);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static BufferedReader send(Socket socket, String host, String request, String body) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), 2_048);
        write(socket, host, request, body);
        return in;
    }

    private static void write(Socket socket, String host, String request, String body) throws IOException {
        String text = "POST /lightstreamer/" + request + PROTOCOL + " HTTP/1.1\r\nHost: " + host
                + "\r\nContent-Type: text/plain\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String lineWith(BufferedReader in, String good, String bad) throws IOException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith(good) || line.startsWith(bad)) {
                return line;
            }
        }
        throw new IOException("ended before " + good);
    }
}
