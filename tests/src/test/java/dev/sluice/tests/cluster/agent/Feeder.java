package dev.sluice.tests.cluster.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** The one source of events for all nodes: numbers each event of an item and tells every node that is connected. */
final class Feeder {

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    /** Guarded by this, like what follows. */
    private final Map<Socket, OutputStream> nodes = new LinkedHashMap<>();
    private final Map<String, Long> numbers = new HashMap<>();
    private final Map<String, Integer> lengths = new HashMap<>();
    private final Map<String, ScheduledFuture<?>> ticking = new HashMap<>();

    /** Listens on {@code host} and {@code port} for nodes. */
    void start(JsonNode command, ObjectNode answer) throws IOException {
        ServerSocket server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(command.get("host").asText(), command.get("port").asInt()));
        Thread thread = new Thread(() -> accept(server), "feed-accept");
        thread.setDaemon(true);
        thread.start();
    }

    /** From now on an event of {@code item} with {@code length} characters of filling every {@code millis}; 0 stops. */
    synchronized void tick(JsonNode command, ObjectNode answer) {
        String item = command.get("item").asText();
        lengths.put(item, command.get("length").asInt());
        ScheduledFuture<?> before = ticking.remove(item);
        if (before != null) {
            before.cancel(false);
        }
        long millis = command.get("millis").asLong();
        if (millis > 0) {
            ticking.put(item, clock.scheduleAtFixedRate(() -> next(item), millis, millis, TimeUnit.MILLISECONDS));
        }
    }

    /** The last number of {@code item}, and the number of nodes connected. */
    synchronized void last(JsonNode command, ObjectNode answer) {
        answer.put("n", numbers.getOrDefault(command.path("item").asText(), 0L));
        answer.put("nodes", nodes.size());
    }

    private synchronized void next(String item) {
        numbers.merge(item, 1L, Long::sum);
        byte[] line = line(item);
        for (Iterator<Map.Entry<Socket, OutputStream>> each = nodes.entrySet().iterator(); each.hasNext();) {
            if (!told(each.next(), line)) {
                each.remove();
            }
        }
    }

    private byte[] line(String item) {
        String text = item + " " + numbers.get(item) + " " + lengths.getOrDefault(item, 0) + "\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean told(Map.Entry<Socket, OutputStream> node, byte[] line) {
        try {
            node.getValue().write(line);
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    private void accept(ServerSocket server) {
        while (true) {
            try {
                Socket node = server.accept();
                node.setTcpNoDelay(true);
                welcome(node);
            } catch (IOException e) {
                return;
            }
        }
    }

    private synchronized void welcome(Socket node) throws IOException {
        nodes.put(node, node.getOutputStream());
        for (String item : numbers.keySet()) {
            node.getOutputStream().write(line(item));
        }
    }
}
