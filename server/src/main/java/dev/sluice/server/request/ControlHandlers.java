package dev.sluice.server.request;

import dev.sluice.server.counters.Counter;
import dev.sluice.server.message.MessageRefusal;
import dev.sluice.server.protocol.ErrorCode;
import dev.sluice.server.protocol.Request;
import dev.sluice.server.protocol.Request.Constrain;
import dev.sluice.server.protocol.Request.Destroy;
import dev.sluice.server.protocol.Request.ForceRebind;
import dev.sluice.server.protocol.Request.MobilePush;
import dev.sluice.server.protocol.Request.Reconfigure;
import dev.sluice.server.protocol.Request.SendMessage;
import dev.sluice.server.protocol.Request.Subscribe;
import dev.sluice.server.protocol.Request.Unsubscribe;
import dev.sluice.server.session.EndCause;
import dev.sluice.server.session.Session;
import dev.sluice.server.subscription.Subscription;
import java.util.Map;

/** The one map from kind of request to its handler, for everything asked of a live session. */
final class ControlHandlers {

    private final Map<Class<? extends Request.Numbered>, SessionHandler<?>> handlers = Map.of(
            Subscribe.class, new SubscribeHandler(),
            Unsubscribe.class, (SessionHandler<Unsubscribe>) ControlHandlers::unsubscribe,
            Reconfigure.class, (SessionHandler<Reconfigure>) ControlHandlers::reconfigure,
            Constrain.class, (SessionHandler<Constrain>) ControlHandlers::constrain,
            ForceRebind.class, (SessionHandler<ForceRebind>) ControlHandlers::forceRebind,
            Destroy.class, (SessionHandler<Destroy>) ControlHandlers::destroy,
            SendMessage.class, (SessionHandler<SendMessage>) ControlHandlers::message,
            MobilePush.class, (SessionHandler<MobilePush>) ControlHandlers::mobilePush);

    /** Carries out a request, on the session's loop. */
    @SuppressWarnings("unchecked")
    void handle(Session session, Request.Numbered request, Reply reply) {
        session.onRequest();
        count(session, request);
        ((SessionHandler<Request.Numbered>) handlers.get(request.getClass())).handle(session, request, reply);
    }

    private static void count(Session session, Request.Numbered request) {
        session.counts().countOwn(Counter.CONTROL_REQUESTS);
        if (request instanceof Request.Subscribe) {
            session.count(Counter.SUBSCRIPTION_REQUESTS, 1);
        } else if (request instanceof Unsubscribe) {
            session.count(Counter.UNSUBSCRIPTION_REQUESTS, 1);
        } else if (request instanceof SendMessage) {
            session.count(Counter.MESSAGE_REQUESTS, 1);
        }
    }

    private static void unsubscribe(Session session, Unsubscribe request, Reply reply) {
        if (!AdapterLink.of(session).unsubscribe(session, request.subscriptionId(), reply)) {
            reply.refused(ErrorCode.SUBSCRIPTION_NOT_FOUND);
        }
    }

    private static void reconfigure(Session session, Reconfigure request, Reply reply) {
        Subscription subscription = session.subscriptions().find(request.subscriptionId());
        if (subscription == null) {
            if (!AdapterLink.of(session).whenOpened(request.subscriptionId(), () -> reconfigure(session, request, reply))) {
                reply.refused(ErrorCode.SUBSCRIPTION_NOT_FOUND);
            }
        } else if (request.maxFrequency() == Request.ABSENT
                || subscription.terms().unfiltered() && !Double.isNaN(request.maxFrequency())) {
            reply.refused(ErrorCode.FREQUENCY_OF_UNFILTERED);
        } else {
            reply.ok();
            session.subscriptions().reconfigure(subscription,
                    AdapterLink.allowedFrequencies(subscription, request.maxFrequency()));
        }
    }

    private static void constrain(Session session, Constrain request, Reply reply) {
        reply.ok();
        if (request.maxBandwidth() != Request.ABSENT) {
            session.bandwidth().ask(request.maxBandwidth());
        } else {
            session.bandwidth().tell();
        }
    }

    private static void forceRebind(Session session, ForceRebind request, Reply reply) {
        reply.ok();
        if (unheard(request.cause())) {
            session.binding().unheard();
        }
        session.binding().forceRebind(request.pollingMillis(), request.closeSocket());
    }

    /** What official clients say when nothing of an HTTP stream came: Web and Node clients, and Java clients up to 4.x. */
    private static boolean unheard(String cause) {
        return cause != null && (cause.equals("http.streaming.unavailable") || cause.startsWith("timeout.FIRST_BINDING"));
    }

    private static void destroy(Session session, Destroy request, Reply reply) {
        reply.ok();
        session.close(EndCause.destroyed(request.causeCode(), request.causeMessage()), request.closeSocket());
    }

    private static void message(Session session, SendMessage request, Reply reply) {
        MessageRefusal refused = session.messages().submit(request);
        if (refused != null) {
            reply.refused(refused.reason(), refused.text());
        } else {
            reply.ok();
        }
    }

    private static void mobilePush(Session session, MobilePush request, Reply reply) {
        reply.refused(ErrorCode.MOBILE_PUSH_DISABLED);
    }
}
