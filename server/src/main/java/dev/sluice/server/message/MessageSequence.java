package dev.sluice.server.message;

import dev.sluice.server.protocol.ErrorCode;
import dev.sluice.server.protocol.Request.SendMessage;

import java.util.TreeMap;

/** One sequence of a session: messages go out one by one in the order of their numbers, from 1; a gap is skipped after a wait. */
final class MessageSequence implements NumberedMessages {

    private final ClientMessages owner;
    private final TreeMap<Integer, SendMessage> waiting = new TreeMap<>();
    private final SkippedNumbers skipped = new SkippedNumbers();
    private SendMessage underway;
    /** Number to be delivered next. */
    private long next = 1;
    /** Last number whose predecessors have all come. */
    private long complete;
    /** Gaps before this number are no longer waited for. */
    private int released;

    MessageSequence(ClientMessages owner) {
        this.owner = owner;
    }

    @Override
    public MessageRefusal submit(SendMessage message, long nowMillis) {
        int number = message.progressive();
        if (number < next) {
            if (underway != null && underway.progressive() == number && NumberedMessages.resent(underway, message)) {
                return null;
            }
            return MessageRefusal.of(
                    skipped.holds(number) ? ErrorCode.MESSAGE_NUMBER_TOO_LOW : ErrorCode.MESSAGE_NUMBER_TAKEN);
        }
        SendMessage first = waiting.get(number);
        if (first != null) {
            return NumberedMessages.resent(first, message) ? null : MessageRefusal.of(ErrorCode.MESSAGE_NUMBER_TAKEN);
        }
        if (number == complete + 1) {
            waiting.put(number, message);
            complete++;
            extend();
        } else if (!owner.hold(message)) {
            return new MessageRefusal(ErrorCode.SERVER_ERROR, "Too many messages wait for number " + (complete + 1) + " of sequence "
                    + message.sequence() + " or of others: at most " + ClientMessages.MOST_HELD + " with "
                    + ClientMessages.MOST_HELD_CHARACTERS + " characters; send what is missing first");
        } else {
            waiting.put(number, message);
            owner.wakeFor(this, number, message.maxWaitMillis(), nowMillis);
        }
        advance();
        return null;
    }

    @Override
    public void completed(SendMessage message) {
        underway = null;
        advance();
    }

    @Override
    public boolean awaitsBefore(int number) {
        return number > complete && number > released;
    }

    @Override
    public void release(int number) {
        released = Math.max(released, number);
        advance();
    }

    private void extend() {
        while (complete < Integer.MAX_VALUE && waiting.containsKey((int) complete + 1)) {
            complete++;
            owner.free(waiting.get((int) complete));
        }
    }

    private void advance() {
        if (underway != null || waiting.isEmpty()) {
            return;
        }
        int number = waiting.firstKey();
        if (number > next && number > released) {
            return;
        }
        SendMessage message = waiting.get(number);
        if (number > next) {
            skipped.add(next, number - 1);
            owner.writeSkipped(message, next, number - 1);
            complete = Math.max(complete, number - 1);
            extend();
        }
        waiting.remove(number);
        next = number + 1L;
        underway = message;
        owner.deliver(this, message);
    }
}
