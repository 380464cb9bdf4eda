package dev.sluice.tests.kit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tells the scripted adapter set {@code TEST} inside a node what to do, and asks what it was told. One line per command, one
 * line per answer; the answer comes when the adapter has done it.
 */
public final class ScriptControl implements AutoCloseable {

    private final Socket socket;
    private final Writer out;
    private final BufferedReader in;

    ScriptControl(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        out = new java.io.OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Sends one event of an item as soon as the node has subscribed to it; a null value is an explicit null. */
    public void update(String item, Map<String, String> values) throws IOException {
        awaitSubscribed(item);
        send("update " + encoded(item) + fields(values));
    }

    /** Sends one event of an item whether the node has subscribed to it or not. */
    public void updateUnasked(String item, String... namesAndValues) throws IOException {
        send("update " + encoded(item) + fields(fieldMap(namesAndValues)));
    }

    /** Sends one event of an item, as names and values in turn. */
    public void update(String item, String... namesAndValues) throws IOException {
        update(item, fieldMap(namesAndValues));
    }

    /** Sends one event marked as snapshot. */
    public void snapshot(String item, Map<String, String> values) throws IOException {
        send("snapshot " + encoded(item) + fields(values));
    }

    /** Says that the snapshot of an item is complete. */
    public void endOfSnapshot(String item) throws IOException {
        send("eos " + encoded(item));
    }

    /** Clears the snapshot of an item as soon as the node has subscribed to it. */
    public void clearSnapshot(String item) throws IOException {
        awaitSubscribed(item);
        send("clear " + encoded(item));
    }

    /** Adds an event to the snapshot that the adapter sends by itself each time the item is subscribed. */
    public void stage(String item, Map<String, String> values) throws IOException {
        send("stage " + encoded(item) + fields(values));
    }

    /** Lets an item declare difference algorithms per field, names of {@code DiffAlgorithm} with commas, when it is subscribed. */
    public void declareDifferences(String item, String... fieldsAndAlgorithms) throws IOException {
        send("declare " + encoded(item) + fields(fieldMap(fieldsAndAlgorithms)));
    }

    /** Lets the metadata adapter end a session without a code. */
    public void closeSession(String session) throws IOException {
        send("close " + session);
    }

    /** Lets the metadata adapter end a session with a code of its own. */
    public void closeSession(String session, int code, String message) throws IOException {
        send("close " + session + " " + code + " " + encoded(message));
    }

    /** Lets {@code subscribe} of an item throw, block until {@link #release()}, or work again ({@code none}). */
    public void misbehave(String item, String how) throws IOException {
        send("misbehave " + encoded(item) + " " + how);
    }

    /** Lets the adapter answer the message {@code hold:text}. */
    public void answer(String text) throws IOException {
        send("answer " + encoded(text));
    }

    /** Lets every {@code subscribe} go on that blocks. */
    public void release() throws IOException {
        send("release");
    }

    /**
     * Sends events with a growing field {@code n}, as fast as the node takes them, from a thread of the adapter, as soon as the
     * node has subscribed to the item.
     */
    public void flood(String item, int count, int valueLength) throws IOException {
        awaitSubscribed(item);
        send("flood " + encoded(item) + " " + count + " " + valueLength);
    }

    /** How many events of the last floods were handed over, and how many are still to come. */
    public long flooded(String item) throws IOException {
        return Long.parseLong(send("flooded " + encoded(item)));
    }

    /** Lets the items of the data adapter {@code SOAK} move, so many events a second over all of them, in an order made by a seed. */
    public void feed(int perSecond, long seed) throws IOException {
        send("feed " + perSecond + " " + seed);
    }

    /** Ends {@link #feed} with one last event of every item. */
    public void endFeed() throws IOException {
        send("endFeed");
    }

    /** Number of the last event of an item of {@code SOAK}. */
    public long fed(String item) throws IOException {
        return Long.parseLong(send("fed " + encoded(item)));
    }

    /** Calls of {@code subscribe} and {@code unsubscribe} for an item, in order. */
    public List<String> calls(String item) throws IOException {
        return list(send("calls " + encoded(item)));
    }

    /** Texts of all messages that reached the metadata adapter and begin with a prefix, in order. */
    public List<String> messages(String prefix) throws IOException {
        return list(send("messages " + encoded(prefix)));
    }

    /** Waits until the node has subscribed to an item. A client may be told so earlier; what an adapter sends then is nobody's. */
    private void awaitSubscribed(String item) {
        Await.until("the node subscribes to " + item, () -> {
            List<String> calls = calls(item);
            return !calls.isEmpty() && calls.get(calls.size() - 1).equals("subscribe");
        });
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Names and values in turn, as a map in that order. */
    public static Map<String, String> fieldMap(String... namesAndValues) {
        Map<String, String> fields = new java.util.LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }

    private synchronized String send(String line) throws IOException {
        out.write(line);
        out.write('\n');
        out.flush();
        String answer = in.readLine();
        if (answer == null || !answer.startsWith("ok")) {
            throw new IOException("the scripted adapter answered " + answer + " to " + line);
        }
        return answer.substring(2).trim();
    }

    private static String fields(Map<String, String> values) {
        return values.entrySet().stream()
                .map(e -> " " + encoded(e.getKey()) + (e.getValue() == null ? "" : "=" + encoded(e.getValue())))
                .collect(Collectors.joining());
    }

    private static List<String> list(String answer) {
        return answer.isEmpty() ? List.of() : Arrays.stream(answer.split(" "))
                .map(text -> URLDecoder.decode(text, StandardCharsets.UTF_8)).toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
