package dev.sluice.server.message;

import dev.sluice.server.protocol.ErrorCode;
import dev.sluice.server.protocol.Request.SendMessage;

import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * All messages of one session. On the session's loop only; the caller brings the time and comes back at
 * {@link #nextWakeMillis()}.
 */
public final class ClientMessages {

    /** Most messages of a session that wait for missing ones before them, of all its sequences. */
    public static final int MOST_HELD = 1_000;
    /** Most characters in all of their texts. */
    public static final int MOST_HELD_CHARACTERS = 1_000_000;
    /** Most sequences of a session. */
    public static final int MOST_SEQUENCES = 10_000;
    /** Answer of {@link #nextWakeMillis()} when nothing is waited for. */
    public static final long NEVER = Long.MAX_VALUE;

    private record Delivery(NumberedMessages row, SendMessage message) {
    }

    private record Wake(long atMillis, NumberedMessages row, int number) implements Comparable<Wake> {
        @Override
        public int compareTo(Wake other) {
            return Long.compare(atMillis, other.atMillis);
        }
    }

    private final MessageSink sink;
    private final MessageOutcomes outcomes;
    private final long missingTimeoutMillis;
    private final Map<Long, Delivery> underway = new HashMap<>();
    private final Map<String, NumberedMessages> sequences = new HashMap<>();
    private final NumberedMessages unordered = new UnorderedMessages(this);
    private final PriorityQueue<Wake> wakes = new PriorityQueue<>();
    private long lastToken;
    private int held;
    private int heldCharacters;

    /** @param missingTimeoutMillis {@code missing_message_timeout_millis}: longest wait for a number that does not come */
    public ClientMessages(MessageSink sink, MessageOutcomes outcomes, long missingTimeoutMillis) {
        this.sink = sink;
        this.outcomes = outcomes;
        this.missingTimeoutMillis = Math.max(0, missingTimeoutMillis);
    }

    /**
     * Takes a message. It may go out before this returns, its outcome never comes before.
     *
     * @return null when the answer is {@code REQOK}, else the reason of the {@code REQERR}
     */
    public MessageRefusal submit(SendMessage message, long nowMillis) {
        if (message.sequence() != null) {
            if (sequences.size() >= MOST_SEQUENCES && !sequences.containsKey(message.sequence())) {
                return new MessageRefusal(ErrorCode.SERVER_ERROR, "This session has " + MOST_SEQUENCES
                        + " message sequences, which is the limit; use one of those");
            }
            return sequences.computeIfAbsent(message.sequence(), name -> new MessageSequence(this)).submit(message, nowMillis);
        }
        if (numbered(message)) {
            return unordered.submit(message, nowMillis);
        }
        deliver(null, message);
        return null;
    }

    /** The adapter has processed the message; a null response is an empty one. */
    public void onDone(long token, String response) {
        Delivery delivery = underway.remove(token);
        if (delivery == null) {
            return;
        }
        SendMessage message = delivery.message;
        if (message.outcome() && numbered(message)) {
            outcomes.done(message.sequence(), message.progressive(), response == null ? "" : response);
        }
        complete(delivery);
    }

    /** The adapter has refused the message ({@code code} zero or below), or failed on it. */
    public void onFailed(long token, int code, String text) {
        Delivery delivery = underway.remove(token);
        if (delivery == null) {
            return;
        }
        SendMessage message = delivery.message;
        if (message.outcome() && numbered(message)) {
            outcomes.failed(message.sequence(), message.progressive(), code, text == null ? "" : text);
        }
        complete(delivery);
    }

    /** When {@link #wake} wants to be called; {@link #NEVER} while no number is missing. Ask after every other call. */
    public long nextWakeMillis() {
        for (Wake first = wakes.peek(); first != null; first = wakes.peek()) {
            if (first.row.awaitsBefore(first.number)) {
                return first.atMillis;
            }
            wakes.poll();
        }
        return NEVER;
    }

    /** Skips the numbers that have been waited for long enough. */
    public void wake(long nowMillis) {
        while (!wakes.isEmpty() && wakes.peek().atMillis <= nowMillis) {
            Wake wake = wakes.poll();
            if (wake.row.awaitsBefore(wake.number)) {
                wake.row.release(wake.number);
            }
        }
    }

    void wakeFor(NumberedMessages row, int number, long maxWaitMillis, long nowMillis) {
        long wait = maxWaitMillis < 0 ? missingTimeoutMillis : Math.min(maxWaitMillis, missingTimeoutMillis);
        wakes.add(new Wake(nowMillis + wait, row, number));
    }

    /** Takes one more message into a gap; false when that is one too many. */
    boolean hold(SendMessage message) {
        if (held >= MOST_HELD || heldCharacters + message.text().length() > MOST_HELD_CHARACTERS) {
            return false;
        }
        held++;
        heldCharacters += message.text().length();
        return true;
    }

    /** A message is behind a gap no more. */
    void free(SendMessage message) {
        held--;
        heldCharacters -= message.text().length();
    }

    void deliver(NumberedMessages row, SendMessage message) {
        long token = ++lastToken;
        underway.put(token, new Delivery(row, message));
        sink.deliver(token, message.text());
    }

    /** Tells of numbers that never came, unless the message behind them wants no outcome. */
    void writeSkipped(SendMessage behind, long first, int last) {
        if (!behind.outcome()) {
            return;
        }
        long count = last - first + 1;
        ErrorCode code = count == 1 ? ErrorCode.MESSAGE_SKIPPED : ErrorCode.MESSAGES_SKIPPED;
        outcomes.failed(behind.sequence(), last, code.code(), count == 1 ? code.text() : Long.toString(count));
    }

    private static void complete(Delivery delivery) {
        if (delivery.row != null) {
            delivery.row.completed(delivery.message);
        }
    }

    private static boolean numbered(SendMessage message) {
        return message.progressive() > 0;
    }
}
