package dev.sluice.server.management;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What balancers and orchestrators are told. The health check says that the node serves sessions, ready that it is a good place for a
 * new one, live that a restart would not help. Any thread.
 */
public final class Health {

    private final NodeControl control;
    private volatile LoopWatch loops;
    private volatile Boolean override;

    /**
     * Why a node is not ready, or not alive.
     *
     * @param code     one word for machines
     * @param sentence for the operator, with figures where there are any
     */
    public record Reason(String code, String sentence) {
    }

    Health(NodeControl control) {
        this.control = control;
    }

    /** The node has event loops from now on. */
    void watch(LoopWatch started) {
        loops = started;
    }

    /** The word JMX shows. */
    String status() {
        return control.status();
    }

    /**
     * Whether the health check answers OK: as long as sessions are served, also when new ones are refused, since balancers must not cut
     * off the old ones; unless the operator decided otherwise.
     */
    public boolean ok() {
        Boolean decided = override;
        return decided != null ? decided : control.serving();
    }

    /** Whether the process does its work. */
    public boolean live() {
        return deadReasons().isEmpty();
    }

    /** Whether new sessions are welcome. */
    public boolean ready() {
        return reasons().isEmpty();
    }

    /** Why the node is not ready; empty when it is. */
    List<Reason> reasons() {
        List<Reason> reasons = new ArrayList<>(control.notReady());
        reasons.addAll(deadReasons());
        return reasons;
    }

    /** Why the process should be restarted; empty when it should not. */
    List<Reason> deadReasons() {
        LoopWatch watched = loops;
        long silent = watched == null ? 0 : watched.silentMillis();
        return silent <= LoopWatch.DEAD_MILLIS ? List.of()
                : List.of(new Reason("loop-stuck", "an event loop has not answered for " + silent + " ms"));
    }

    /** Decides for the node, or with null leaves the decision to it; true when that changes something. */
    boolean override(Boolean decision) {
        boolean changed = !Objects.equals(decision, override);
        override = decision;
        return changed;
    }
}
