package dev.sluice.server.message;

import dev.sluice.server.protocol.Request.SendMessage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A session's messages with a hand-driven clock and adapter; everything that leaves is written down as one line. */
final class MessageScene implements MessageSink, MessageOutcomes {

    final List<String> seen = new ArrayList<>();
    final ClientMessages messages = new ClientMessages(this, this, 30_000);
    private final Map<String, Long> tokens = new HashMap<>();
    long now = 1000;
    /** Text of the last refusal. */
    String refusalText;

    /** {@code REQOK} or the name of the refusal. */
    String send(String sequence, int progressive, String text) {
        return send(sequence, progressive, text, -1, true);
    }

    String send(String sequence, int progressive, String text, long maxWaitMillis, boolean outcome) {
        SendMessage message = new SendMessage("1", null, text, sequence, progressive, maxWaitMillis, outcome, true);
        MessageRefusal refusal = messages.submit(message, now);
        refusalText = refusal == null ? null : refusal.text();
        return refusal == null ? "REQOK" : refusal.reason().name();
    }

    void done(String text, String response) {
        messages.onDone(tokens.get(text), response);
    }

    void failed(String text, int code, String why) {
        messages.onFailed(tokens.get(text), code, why);
    }

    /** Lets time pass as a session does: sleeping exactly to each wake. */
    void pass(long millis) {
        long end = now + millis;
        for (long wake = messages.nextWakeMillis(); wake <= end; wake = messages.nextWakeMillis()) {
            now = Math.max(now, wake);
            messages.wake(now);
        }
        now = end;
    }

    /** What left since the last call. */
    List<String> take() {
        List<String> taken = List.copyOf(seen);
        seen.clear();
        return taken;
    }

    @Override
    public void deliver(long token, String text) {
        tokens.put(text, token);
        seen.add("deliver " + text);
    }

    @Override
    public void done(String sequence, int progressive, String response) {
        seen.add("done " + sequence + " " + progressive + " " + response);
    }

    @Override
    public void failed(String sequence, int progressive, int code, String text) {
        seen.add("failed " + sequence + " " + progressive + " " + code + " " + text);
    }
}
