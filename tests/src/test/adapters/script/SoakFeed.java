package dev.sluice.tests.script;

import dev.sluice.tests.soak.Course;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The source behind {@link SoakData}: one thread takes the items from event to event, in an order made by a seed. */
final class SoakFeed {

    /** The only one. */
    static final SoakFeed FEED = new SoakFeed();

    private static final int BURST = 30;
    private static final int EVENTS_PER_BURST = 400;

    private final Map<String, Line> lines = new ConcurrentHashMap<>();
    private volatile Thread feeder;

    private SoakFeed() {
    }

    /** Takes an event. */
    interface Listener {
        void event(Map<String, String> event, boolean snapshot);
    }

    /** Tells the snapshot, its end, and from then on every event. */
    void join(String item, Listener listener, Runnable endOfSnapshot) {
        Line line = line(item);
        synchronized (line) {
            line.course.snapshot(line.number).forEach(event -> listener.event(event, true));
            endOfSnapshot.run();
            line.listener = listener;
        }
    }

    void leave(String item) {
        Line line = line(item);
        synchronized (line) {
            line.listener = null;
        }
    }

    /** Begins with a number of events a second over all items that were ever joined. */
    void start(int perSecond, long seed) {
        Thread thread = new Thread(() -> feed(perSecond, new Random(seed)), "soak-feed");
        thread.setDaemon(true);
        feeder = thread;
        thread.start();
    }

    /** Stops, after one last event of every item. */
    void end() throws InterruptedException {
        Thread thread = feeder;
        feeder = null;
        thread.join();
        lines.values().forEach(Line::next);
    }

    /** Number of the last event of an item. */
    long number(String item) {
        Line line = line(item);
        synchronized (line) {
            return line.number;
        }
    }

    private void feed(int perSecond, Random random) {
        long pause = TimeUnit.SECONDS.toNanos(1) / perSecond;
        for (long due = System.nanoTime(); feeder == Thread.currentThread(); due += pause) {
            LockSupport.parkNanos(due - System.nanoTime());
            List<Line> all = new ArrayList<>(lines.values());
            if (!all.isEmpty()) {
                Line line = all.get(random.nextInt(all.size()));
                for (int more = random.nextInt(EVENTS_PER_BURST) == 0 ? BURST : 1; more > 0; more--) {
                    line.next();
                }
            }
        }
    }

    private Line line(String item) {
        return lines.computeIfAbsent(item, Line::new);
    }

    private static final class Line {
        private final Course course;
        private long number = Course.FIRST;
        private Listener listener;

        Line(String item) {
            course = Course.of(item);
        }

        synchronized void next() {
            number++;
            if (listener != null) {
                listener.event(course.event(number), false);
            }
        }
    }
}
