package dev.sluice.tests.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One run against a node of its own: a warm-up, a tenth of the inputs, a look at the heap, the rest, another look. */
public final class Fuzz {

    private static final int ATTACKERS = 4;
    /**
     * Sent first: a fresh node fills its tables, caches and pools. Netty's pool alone keeps a chunk of 128 KB for each size of buffer
     * that a thread has asked for once, more than a hundredth of all this node holds.
     */
    private static final long WARM_UP = 50_000;
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Path tree;
    private final long count;
    private final long seed;

    /**
     * @param tree  root of the source tree; the node is packaged below it
     * @param count inputs in all
     * @param seed  of the random sequences
     */
    public Fuzz(Path tree, long count, long seed) {
        this.tree = tree;
        this.count = count;
        this.seed = seed;
    }

    /**
     * What was seen.
     *
     * @param problems  what must not happen and did
     * @param tenth     live heap of the node after the first tenth, in bytes
     * @param end       live heap after all
     * @param millis    time taken by the inputs
     * @param log       the node's log
     */
    public record Outcome(List<String> problems, long tenth, long end, long millis, Path log) {

        /** How much the live heap grew from the first tenth to the end, in percent. */
        public double growth() {
            return 100.0 * (end - tenth) / tenth;
        }
    }

    /** Runs it. */
    public Outcome run() throws IOException, InterruptedException {
        List<String> problems = new ArrayList<>();
        try (FuzzNode node = FuzzNode.start(tree)) {
            List<Attacker> attackers = new ArrayList<>();
            for (int number = 1; number <= ATTACKERS; number++) {
                attackers.add(new Attacker(node.port(), number, seed));
            }
            attack(attackers, WARM_UP, problems);
            long began = System.nanoTime();
            attack(attackers, count / 10, problems);
            long tenth = settle(node, attackers, problems, "heap-tenth.txt");
            attack(attackers, count - count / 10, problems);
            long took = System.nanoTime() - began;
            long end = settle(node, attackers, problems, "heap-end.txt");
            if (!node.alive() || !Wire.answers(node.port())) {
                problems.add("the node does not answer any more");
            }
            node.complaints().forEach(line -> problems.add("log: " + line));
            return new Outcome(problems, tenth, end, TimeUnit.NANOSECONDS.toMillis(took), node.log());
        }
    }

    private static void attack(List<Attacker> attackers, long count, List<String> problems) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(attackers.size());
        List<Callable<String>> work = new ArrayList<>();
        for (int i = 0; i < attackers.size(); i++) {
            Attacker attacker = attackers.get(i);
            long share = count / attackers.size() + (i < count % attackers.size() ? 1 : 0);
            work.add(() -> attacker.attack(share));
        }
        for (Future<String> done : threads.invokeAll(work)) {
            try {
                if (done.get() != null) {
                    problems.add(done.get());
                }
            } catch (ExecutionException e) {
                problems.add(e.getCause().toString());
            }
        }
        threads.shutdown();
    }

    /** Ends what can be ended and waits until nothing is left but what the node always holds; returns its live heap. */
    private static long settle(FuzzNode node, List<Attacker> attackers, List<String> problems, String table)
            throws IOException, InterruptedException {
        attackers.stream().map(Attacker::endSessions).filter(Objects::nonNull).forEach(problems::add);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(FuzzNode.FORGOTTEN_SECONDS);
        LiveHeap heap = node.liveHeap(table);
        while (heap.sessions() + heap.sockets() > 0 && System.nanoTime() < end && node.alive()) {
            LockSupport.parkNanos(LOOK_NANOS);
            heap = node.liveHeap(table);
        }
        if (heap.sessions() + heap.sockets() > 0) {
            problems.add(heap.sessions() + " sessions and " + heap.sockets() + " connections were left "
                    + FuzzNode.FORGOTTEN_SECONDS + " s after the last input; what holds them: " + node.heapDump());
        }
        return heap.bytes();
    }
}
