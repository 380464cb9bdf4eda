package dev.sluice.server.session;

import dev.sluice.server.message.ClientMessages;
import dev.sluice.server.message.MessageOutcomes;
import dev.sluice.server.message.MessageRefusal;
import dev.sluice.server.protocol.LineBuffer;
import dev.sluice.server.protocol.NotificationWriter;
import dev.sluice.server.protocol.Request.SendMessage;

/** The messages of a session: their order is kept until the session ends. Costs nothing until the first message comes. */
public final class SessionMessages implements MessageOutcomes {

    private final Session session;
    private final long missingMillis;
    private ClientMessages messages;

    SessionMessages(Session session, long missingMillis) {
        this.session = session;
        this.missingMillis = missingMillis;
    }

    /** Takes a message; null when it is accepted, else the refusal. */
    public MessageRefusal submit(SendMessage message) {
        if (messages == null) {
            messages = new ClientMessages((token, text) -> session.owner().deliverMessage(session, token, text), this,
                    missingMillis);
        }
        long now = session.loop().nowMillis();
        MessageRefusal refused = messages.submit(message, now);
        session.reschedule(now);
        return refused;
    }

    /** The adapter has processed the message. */
    public void onDone(long token, String response) {
        messages.onDone(token, response);
        session.reschedule(session.loop().nowMillis());
    }

    /** The adapter refused the message or failed on it. */
    public void onFailed(long token, int code, String text) {
        messages.onFailed(token, code, text);
        session.reschedule(session.loop().nowMillis());
    }

    long dueMillis() {
        return messages == null ? ClientMessages.NEVER : messages.nextWakeMillis();
    }

    void onTime(long nowMillis) {
        if (messages != null) {
            messages.wake(nowMillis);
        }
    }

    @Override
    public void done(String sequence, int progressive, String response) {
        if (session.state() == SessionState.CLOSED) {
            return;
        }
        LineBuffer line = new LineBuffer(64);
        NotificationWriter.msgdone(line, sequence, progressive, session.version().messageResponses() ? response : null);
        session.notification(line);
    }

    @Override
    public void failed(String sequence, int progressive, int code, String text) {
        if (session.state() == SessionState.CLOSED) {
            return;
        }
        LineBuffer line = new LineBuffer(64);
        NotificationWriter.msgfail(line, sequence, progressive, code, text);
        session.notification(line);
    }
}
