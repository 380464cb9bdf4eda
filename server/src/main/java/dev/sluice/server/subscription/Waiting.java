package dev.sluice.server.subscription;

import dev.sluice.server.item.ItemUpdate;

/**
 * What waits of one item, in two stages: for its maximum frequency, and after that for the connection. There only while something
 * waits or a frequency is in force. On the session's loop.
 */
final class Waiting {

    private final ItemSubscription item;
    private FrequencyGate gate;
    /** For the gate; newer than all that is held. */
    private UpdateQueue early;
    /** For the connection. */
    private UpdateQueue held;
    /** When to ask the gate again; null when nothing waits for it. */
    private SubscriptionOutput.Wake wake;
    private boolean backlogged;

    Waiting(ItemSubscription item) {
        this.item = item;
    }

    /** The frequency in force from now on, 0 for none; the time since the last turn counts. */
    void maxFrequency(double frequency) {
        if (frequency <= 0) {
            gate = null;
        } else if (gate == null) {
            gate = new FrequencyGate(frequency, item.terms().mode());
        } else {
            gate.maxFrequency(frequency);
        }
        sleep();
        if (!backlogged) {
            releaseDue();
        }
    }

    /** Takes an update that has just come; true when it is to be told now. */
    boolean admit(ItemUpdate update) {
        if (early != null && early.precedes(update) || gate != null && !gate.pass(update, now())) {
            early = added(early, update);
            if (update.kind() == ItemUpdate.Kind.EVENT && !update.additionOrRemoval()) {
                wakeWhenDue();
            } else {
                releaseDue();
            }
            return false;
        }
        if (backlogged) {
            held = added(held, update);
            return false;
        }
        return true;
    }

    private UpdateQueue added(UpdateQueue queue, ItemUpdate update) {
        UpdateQueue to = queue == null ? UpdateQueue.forTerms(item.terms()) : queue;
        to.add(update);
        return to;
    }

    private void wakeWhenDue() {
        if (wake == null && !backlogged && gate != null) {
            wake = item.output().wakeAt(item, gate.takeDueMillis(now()));
        }
    }

    /** Nobody waits for a turn, or for another one than before. */
    void sleep() {
        if (wake != null) {
            wake.cancel();
            wake = null;
        }
    }

    /** The frequency allows to speak again. */
    void onDue() {
        wake = null;
        if (!backlogged) {
            releaseDue();
        }
    }

    /** Lets through what the frequency allows; the rest waits on. */
    private void releaseDue() {
        long now = now();
        while (early != null && !early.isEmpty()) {
            ItemUpdate next = early.peek();
            if (gate == null) {
                early.remove();
            } else {
                next = early.poll(gate, now);
            }
            if (next == null) {
                wakeWhenDue();
                return;
            }
            if (backlogged) {
                held = added(held, next);
            } else {
                item.output().ready(item, next);
            }
        }
        early = null;
    }

    private long now() {
        return item.output().nowMillis();
    }

    /** Takes back an update that could not be written, behind those held before; true when the session has to note that. */
    boolean hold(ItemUpdate update) {
        held = added(held, update);
        boolean noted = backlogged;
        backlogged = true;
        return !noted;
    }

    /** Next of what is held; null when nothing is left, and then the item no longer counts as waiting for its session. */
    ItemUpdate firstHeld() {
        ItemUpdate next = held == null ? null : held.peek();
        if (next == null) {
            held = null;
            backlogged = false;
            releaseDue();
        }
        return next;
    }

    /** What {@link #firstHeld} answered has been dealt with. */
    void removeHeld() {
        held.remove();
    }

    /** Events lost since the last call that the client must be told of. */
    int takeLost() {
        return (held == null ? 0 : held.takeLost()) + (early == null ? 0 : early.takeLost());
    }

    /** Whether it can be forgotten. */
    boolean idle() {
        return gate == null && early == null && !backlogged;
    }
}
