package dev.sluice.server.session;

import dev.sluice.server.protocol.LineBuffer;
import dev.sluice.server.protocol.NotificationWriter;

/** The lines that open each stream of a session (TLCP 2.5.0 p.26-28); remembers what the client was told before. */
final class StreamHead {

    private String toldServerName;
    private String toldAddress;

    /**
     * Appends the head.
     *
     * @param created      true for the stream of the create request
     * @param recoveryFrom data notifications the client has, or -1
     * @param from         what the client is told of where it is
     */
    void write(LineBuffer out, Session session, SessionSettings settings, StreamTerms terms, boolean webSocket,
               boolean created, long recoveryFrom, BindOrigin from) {
        if (created || !terms.reduceHead()) {
            long silence = terms.polling() ? terms.idleMillis() : terms.keepaliveMillis();
            NotificationWriter.conok(out, session.id(), settings.requestLimit(), silence, settings.controlLink());
        }
        if (!terms.reduceHead()) {
            writeNames(out, from.serverName(), from.address());
        }
        if (!webSocket && !terms.polling() && settings.noopBytes() > 0) {
            NotificationWriter.noop(out, NoopFiller.of(settings.noopBytes()));
        }
        if (!session.origin().reducedHead()) {
            NotificationWriter.cons(out, session.bandwidth().inForce());
        }
        if (recoveryFrom >= 0) {
            NotificationWriter.prog(out, recoveryFrom);
        }
    }

    private void writeNames(LineBuffer out, String serverName, String address) {
        if (serverName != null && !serverName.equals(toldServerName)) {
            toldServerName = serverName;
            NotificationWriter.servname(out, serverName);
        }
        if (address != null && !address.equals(toldAddress)) {
            toldAddress = address;
            NotificationWriter.clientip(out, address);
        }
    }
}
