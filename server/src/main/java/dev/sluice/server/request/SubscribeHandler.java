package dev.sluice.server.request;

import dev.sluice.server.protocol.ErrorCode;
import dev.sluice.server.protocol.Request.Subscribe;
import dev.sluice.server.session.Session;

/** {@code LS_op=add}: asks the adapter set, then opens the subscription. */
final class SubscribeHandler implements SessionHandler<Subscribe> {

    @Override
    public void handle(Session session, Subscribe request, Reply reply) {
        AdapterLink link = AdapterLink.of(session);
        Subscribe known = link.known(request.subscriptionId());
        if (known == null) {
            link.subscribe(session, request, reply);
        } else if (sameSubscription(known, request)) {
            link.answerLike(request.subscriptionId(), reply);
        } else {
            reply.refused(ErrorCode.SERVER_ERROR, "A different subscription with the id " + request.subscriptionId()
                    + " is active");
        }
    }

    /** A client repeats an unanswered request under a new id: everything else is equal. */
    private static boolean sameSubscription(Subscribe a, Subscribe b) {
        return a.equals(new Subscribe(a.requestId(), a.sessionId(), b.subscriptionId(), b.dataAdapter(), b.group(),
                b.schema(), b.mode(), b.selector(), b.snapshot(), b.maxFrequency(), b.bufferSize(), b.start(), b.end(),
                a.ack()));
    }
}
