package dev.sluice.server.message;

import dev.sluice.server.protocol.ErrorCode;
import dev.sluice.server.protocol.Request.SendMessage;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The messages of a session that name no sequence: each goes out at once. Numbers only tell duplicates, and a number that
 * never comes is reported, since a client may wait for its outcome.
 */
final class UnorderedMessages implements NumberedMessages {

    /** Numbers not seen yet, up to {@code last}; {@code before} is the message that showed the gap. */
    private record Gap(int last, SendMessage before) {
    }

    private final ClientMessages owner;
    private final Map<Integer, SendMessage> underway = new HashMap<>();
    private final TreeMap<Integer, Gap> gaps = new TreeMap<>();
    private final SkippedNumbers skipped = new SkippedNumbers();
    private int highest;

    UnorderedMessages(ClientMessages owner) {
        this.owner = owner;
    }

    @Override
    public MessageRefusal submit(SendMessage message, long nowMillis) {
        int number = message.progressive();
        SendMessage first = underway.get(number);
        if (first != null) {
            return NumberedMessages.resent(first, message) ? null : MessageRefusal.of(ErrorCode.MESSAGE_NUMBER_TAKEN);
        }
        if (number > highest) {
            if (number > highest + 1) {
                gaps.put(highest + 1, new Gap(number - 1, message));
                owner.wakeFor(this, number, -1, nowMillis);
                if (gaps.size() > ClientMessages.MOST_HELD) {
                    release(gaps.firstEntry().getValue().last() + 1);
                }
            }
            highest = number;
        } else if (!takeFromGap(number)) {
            return MessageRefusal.of(
                    skipped.holds(number) ? ErrorCode.MESSAGE_NUMBER_TOO_LOW : ErrorCode.MESSAGE_NUMBER_TAKEN);
        }
        underway.put(number, message);
        owner.deliver(this, message);
        return null;
    }

    @Override
    public void completed(SendMessage message) {
        underway.remove(message.progressive());
    }

    @Override
    public boolean awaitsBefore(int number) {
        return !gaps.isEmpty() && gaps.firstKey() < number;
    }

    @Override
    public void release(int number) {
        while (awaitsBefore(number)) {
            Map.Entry<Integer, Gap> gap = gaps.pollFirstEntry();
            skipped.add(gap.getKey(), gap.getValue().last());
            owner.writeSkipped(gap.getValue().before(), gap.getKey(), gap.getValue().last());
        }
    }

    private boolean takeFromGap(int number) {
        Map.Entry<Integer, Gap> entry = gaps.floorEntry(number);
        if (entry == null || number > entry.getValue().last()) {
            return false;
        }
        int first = entry.getKey();
        Gap gap = entry.getValue();
        gaps.remove(first);
        if (first < number) {
            gaps.put(first, new Gap(number - 1, gap.before()));
        }
        if (number < gap.last()) {
            gaps.put(number + 1, gap);
        }
        return true;
    }
}
