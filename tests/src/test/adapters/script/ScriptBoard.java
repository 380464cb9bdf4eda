package dev.sluice.tests.script;

import com.lightstreamer.interfaces.data.DiffAlgorithm;
import com.lightstreamer.interfaces.data.ItemEventListener;
import com.lightstreamer.interfaces.data.SubscriptionException;
import com.lightstreamer.interfaces.metadata.MetadataControlListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What both adapters of the set share: what they were told by the test, and what they were asked by the node. */
final class ScriptBoard {

    /** The only one; both adapters are loaded by the loader of their set. */
    static final ScriptBoard BOARD = new ScriptBoard();

    private static final long PATIENCE_MILLIS = 10_000;

    private final Map<String, List<Map<String, String>>> staged = new ConcurrentHashMap<>();
    private final Map<String, List<String>> calls = new ConcurrentHashMap<>();
    private final Map<String, String> misbehaviour = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> floods = new ConcurrentHashMap<>();
    private final List<String> messages = new CopyOnWriteArrayList<>();
    /** Guarded by itself. */
    private final Map<String, CompletableFuture<String>> held = new HashMap<>();
    private volatile CountDownLatch gate = new CountDownLatch(1);
    private final Map<String, Map<String, DiffAlgorithm[]>> differences = new ConcurrentHashMap<>();
    private volatile ItemEventListener listener;
    private volatile MetadataControlListener control;

    private ScriptBoard() {
    }

    void listener(ItemEventListener target) {
        listener = target;
    }

    ItemEventListener listener() {
        return listener;
    }

    void control(MetadataControlListener target) {
        control = target;
    }

    /** Ends a session as an adapter may; with a code of its own when there is one. */
    void close(String session, String code, String message) {
        CompletionStage<Void> closed = code.isEmpty() ? control.forceSessionTermination(session)
                : control.forceSessionTermination(session, Integer.parseInt(code), message);
        closed.toCompletableFuture().join();
    }

    /** From its next subscription on, an item declares these algorithms: names with commas, per field. */
    void declare(String item, Map<String, String> algorithms) {
        Map<String, DiffAlgorithm[]> orders = new HashMap<>();
        algorithms.forEach((field, names) -> orders.put(field, names.isEmpty() ? new DiffAlgorithm[0]
                : Arrays.stream(names.split(",")).map(DiffAlgorithm::valueOf).toArray(DiffAlgorithm[]::new)));
        differences.put(item, orders);
    }

    boolean hasSnapshot(String item) {
        return staged.containsKey(item);
    }

    void stage(String item, Map<String, String> event) {
        List<Map<String, String>> events = staged.computeIfAbsent(item, name -> new CopyOnWriteArrayList<>());
        if (!event.isEmpty()) {
            events.add(event);
        }
    }

    void subscribed(String item) throws SubscriptionException {
        String how = misbehaviour.getOrDefault(item, "none");
        if (!how.equals("none")) {
            calls(item).add("subscribe");
            misbehave(how);
        }
        if (differences.containsKey(item)) {
            listener.declareFieldDiffOrder(item, differences.get(item));
        }
        List<Map<String, String>> events = staged.get(item);
        if (events != null) {
            events.forEach(event -> listener.update(item, new HashMap<>(event), true));
            listener.endOfSnapshot(item);
        }
        // Last, because a test that sees it sends events of its own, which must not overtake what is told here.
        if (how.equals("none")) {
            calls(item).add("subscribe");
        }
    }

    private void misbehave(String how) throws SubscriptionException {
        switch (how) {
            case "throw" -> throw new SubscriptionException("told to");
            case "crash" -> throw new IllegalStateException("told to");
            case "block" -> awaitGate();
            default -> throw new IllegalArgumentException(how);
        }
    }

    void unsubscribed(String item) {
        calls(item).add("unsubscribe");
        if (misbehaviour.getOrDefault(item, "none").equals("crash")) {
            throw new IllegalStateException("told to");
        }
    }

    void misbehave(String item, String how) {
        misbehaviour.put(item, how);
    }

    List<String> calls(String item) {
        return calls.computeIfAbsent(item, name -> new CopyOnWriteArrayList<>());
    }

    void message(String text) {
        messages.add(text);
    }

    List<String> messages(String prefix) {
        List<String> found = new ArrayList<>(messages);
        found.removeIf(text -> !text.startsWith(prefix));
        return found;
    }

    CompletableFuture<String> held(String response) {
        CompletableFuture<String> future = new CompletableFuture<>();
        synchronized (held) {
            held.put(response, future);
            held.notifyAll();
        }
        return future;
    }

    /** Answers the held message of this text; waits for it when it is still on its way. */
    void answer(String text) throws InterruptedException {
        CompletableFuture<String> future;
        synchronized (held) {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
            while (!held.containsKey(text) && System.nanoTime() < end) {
                held.wait(PATIENCE_MILLIS);
            }
            future = held.remove(text);
        }
        if (future == null) {
            throw new IllegalStateException("no held message " + text);
        }
        future.complete(text);
    }

    void release() {
        CountDownLatch open = gate;
        gate = new CountDownLatch(1);
        open.countDown();
    }

    void flood(String item, int count, int valueLength) {
        AtomicLong sent = new AtomicLong();
        floods.put(item, sent);
        String filling = "x".repeat(valueLength);
        Thread thread = new Thread(() -> {
            for (int n = 1; n <= count; n++) {
                Map<String, String> event = new HashMap<>();
                event.put("n", Integer.toString(n));
                event.put("filling", filling + n);
                listener.update(item, event, false);
                sent.set(n);
            }
        }, "flood-" + item);
        thread.setDaemon(true);
        thread.start();
    }

    long flooded(String item) {
        AtomicLong sent = floods.get(item);
        return sent == null ? 0 : sent.get();
    }

    /** Blocks the caller until {@link #release()}. */
    void awaitGate() {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
