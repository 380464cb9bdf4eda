package dev.sluice.server.session;

import java.util.ArrayDeque;
import java.util.PriorityQueue;

/** A loop whose time and turns the test moves by hand. */
final class HandDrivenLoop implements LoopThread {

    private record Due(long atMillis, long order, Runnable task) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = Long.compare(atMillis, other.atMillis);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final ArrayDeque<Runnable> afterTurn = new ArrayDeque<>();
    private final PriorityQueue<Due> scheduled = new PriorityQueue<>();
    private long nowMillis = 1_000_000;
    private long order;

    @Override
    public int index() {
        return 0;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public void afterTurn(Runnable task) {
        afterTurn.add(task);
    }

    @Override
    public void schedule(long delayMillis, Runnable task) {
        scheduled.add(new Due(nowMillis + delayMillis, order++, task));
    }

    @Override
    public boolean current() {
        return true;
    }

    @Override
    public long nanoTime() {
        return nowMillis * 1_000_000;
    }

    /** One turn: all tasks that are there, then what was put after them, until nothing is left. */
    void turn() {
        while (!tasks.isEmpty() || !afterTurn.isEmpty()) {
            while (!tasks.isEmpty()) {
                tasks.poll().run();
            }
            for (int i = afterTurn.size(); i > 0; i--) {
                afterTurn.poll().run();
            }
        }
    }

    /** Whether nothing is left to be done, now or later. */
    boolean idle() {
        return tasks.isEmpty() && afterTurn.isEmpty() && scheduled.isEmpty();
    }

    /** Lets time pass, with a turn for everything that falls due on the way. */
    void pass(long millis) {
        long end = nowMillis + millis;
        turn();
        while (!scheduled.isEmpty() && scheduled.peek().atMillis <= end) {
            Due due = scheduled.poll();
            nowMillis = Math.max(nowMillis, due.atMillis);
            due.task.run();
            turn();
        }
        nowMillis = end;
    }

    /** A turn so long that timers fall due within it, before what was put after the turn. */
    void longTurn(long millis) {
        nowMillis += millis;
        while (!scheduled.isEmpty() && scheduled.peek().atMillis <= nowMillis) {
            scheduled.poll().task.run();
        }
        turn();
    }
}
