package dev.sluice.server.session;

import dev.sluice.server.subscription.Subscription;

/** Who is told of a session's end, to tell the adapters. On the session's loop. */
public interface SessionOwner {

    /** A subscription that was open is over; before {@link #sessionClosed}. */
    void subscriptionClosed(Session session, Subscription subscription);

    /** The session is over; once, last. */
    void sessionClosed(Session session, EndCause cause);

    /** Hands a client message on; the answer comes back through {@link Session#messages()}. */
    void deliverMessage(Session session, long token, String text);
}
