package dev.sluice.server.request;

import dev.sluice.server.adapter.AdapterSet;
import dev.sluice.server.adapter.Answer;
import dev.sluice.server.adapter.ItemStatistics;
import dev.sluice.server.adapter.Refusal;
import dev.sluice.server.adapter.SubscriptionGrant;
import dev.sluice.server.adapter.SubscriptionQuestion;
import dev.sluice.server.admission.Admission;
import dev.sluice.server.counters.Counter;
import dev.sluice.server.protocol.ErrorCode;
import dev.sluice.server.protocol.Mode;
import dev.sluice.server.protocol.Request;
import dev.sluice.server.protocol.Request.Subscribe;
import dev.sluice.server.session.EndCause;
import dev.sluice.server.session.Session;
import dev.sluice.server.session.SessionOwner;
import dev.sluice.server.session.SessionState;
import dev.sluice.server.subscription.Customizer;
import dev.sluice.server.subscription.Schema;
import dev.sluice.server.subscription.Selector;
import dev.sluice.server.subscription.Subscription;
import dev.sluice.server.subscription.SubscriptionSettings;
import dev.sluice.server.subscription.Terms;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;

/** One session's tie to its adapter set: what was asked, what is open, and who must be told of the end. On the session's loop. */
final class AdapterLink implements SessionOwner {

    /** A subscription from its request on. */
    private static final class Entry {
        private final Subscribe request;
        /** Who waits for the answer; empty once it is given, as is {@link #later}. */
        private List<Reply> replies = new ArrayList<>(1);
        /** What was asked of the subscription before its adapter set has answered. */
        private List<Runnable> later = new ArrayList<>(0);
        private boolean open;
        private boolean cancelled;

        private Entry(Subscribe request) {
            this.request = request;
        }

        private void goOn() {
            List<Runnable> asked = later;
            later = List.of();
            asked.forEach(Runnable::run);
        }

        private void answer(Consumer<Reply> word) {
            List<Reply> asked = replies;
            replies = List.of();
            asked.forEach(word);
        }
    }

    private final AdapterSet adapters;
    private final SubscriptionSettings settings;
    private final int differences;
    private final Admission admission;
    private final Map<Integer, Entry> entries = new HashMap<>(4);

    /** @param differences algorithms whose differences the client can undo */
    AdapterLink(AdapterSet adapters, SubscriptionSettings settings, int differences, Admission admission) {
        this.adapters = adapters;
        this.settings = settings;
        this.differences = differences;
        this.admission = admission;
    }

    static AdapterLink of(Session session) {
        return (AdapterLink) session.owner();
    }

    /** The request behind a subscription that is open or being opened, or null. */
    Subscribe known(int subscriptionId) {
        Entry entry = entries.get(subscriptionId);
        return entry == null ? null : entry.request;
    }

    /** Does something once a subscription is open or refused; false when none of this id is on its way. */
    boolean whenOpened(int subscriptionId, Runnable then) {
        Entry entry = entries.get(subscriptionId);
        if (entry == null || entry.open) {
            return false;
        }
        entry.later.add(then);
        return true;
    }

    /** Gives a repeated request the result of the first. */
    void answerLike(int subscriptionId, Reply reply) {
        Entry entry = entries.get(subscriptionId);
        if (entry.open) {
            reply.ok();
        } else {
            entry.replies.add(reply);
        }
    }

    /** Asks the adapter set and opens the subscription it grants. */
    void subscribe(Session session, Subscribe request, Reply reply) {
        Entry entry = new Entry(request);
        entry.replies.add(reply);
        entries.put(request.subscriptionId(), entry);
        var question = new SubscriptionQuestion(session.origin().user(), session.id(), request.subscriptionId(),
                request.dataAdapter(), request.group(), request.schema(), request.mode(), request.selector(),
                request.maxFrequency() == Request.ABSENT, request.start(), request.end(),
                session.origin().wantsTables());
        adapters.subscribe(question, loopOf(session), new Answer<>() {
            @Override
            public void granted(SubscriptionGrant grant) {
                open(session, entry, grant);
            }

            @Override
            public void refused(Refusal refusal) {
                forget(entry);
                entry.answer(r -> r.refused(refusal));
                entry.goOn();
            }
        });
    }

    private void open(Session session, Entry entry, SubscriptionGrant grant) {
        if (session.state() == SessionState.CLOSED || entry.cancelled) {
            adapters.subscriptionClosed(grant, statistics(grant.names().size()));
            forget(entry);
            entry.answer(r -> r.refused(ErrorCode.SESSION_NOT_FOUND));
            entry.goOn();
            return;
        }
        List<Terms> terms = terms(entry.request, grant);
        Subscription subscription = new Subscription(entry.request.subscriptionId(), Schema.of(grant.fields()),
                grant.names(), terms.get(0), grant.items(), session.output(), settings.deltaDelivery(), grant);
        subscription.limit(terms);
        subscription.differences(differences);
        if (entry.request.selector() != null) {
            subscription.select(selector(session, entry.request));
        }
        BitSet customized = new BitSet();
        for (int i = 0; i < grant.limits().size(); i++) {
            customized.set(i, grant.limits().get(i).customized());
        }
        if (!customized.isEmpty()) {
            subscription.customize(customizer(session, entry.request), customized);
        }
        if (grant.names().stream().anyMatch(n -> !grant.items().modeFree(n, entry.request.mode()))) {
            refuseMode(entry, grant);
            return;
        }
        entry.open = true;
        // Before the answer, which may let other controls of a create request go on; its lines are written at the end of the turn.
        session.subscriptions().add(subscription, i -> grant.limits().get(i).distinctSnapshotLength());
        entry.answer(Reply::ok);
        entry.goOn();
    }

    private Selector selector(Session session, Subscribe request) {
        String user = session.origin().user();
        return (item, update) -> adapters.isSelected(user, item, request.dataAdapter(), request.selector(), update::field,
                update.snapshot());
    }

    private Customizer customizer(Session session, Subscribe request) {
        String user = session.origin().user();
        return (item, update) -> update.with(
                adapters.customizeUpdate(user, item, request.dataAdapter(), update::field, update.snapshot()));
    }

    private void refuseMode(Entry entry, SubscriptionGrant grant) {
        adapters.subscriptionClosed(grant, statistics(grant.names().size()));
        forget(entry);
        entry.answer(r -> r.refused(ErrorCode.MODE_REFUSED));
        entry.goOn();
    }

    private List<Terms> terms(Subscribe request, SubscriptionGrant grant) {
        List<Terms> terms = new ArrayList<>(grant.limits().size());
        Terms before = null;
        for (SubscriptionGrant.ItemLimits limits : grant.limits()) {
            Terms next = terms(request, limits);
            before = next.equals(before) ? before : next;
            terms.add(before);
        }
        return terms;
    }

    private Terms terms(Subscribe request, SubscriptionGrant.ItemLimits limits) {
        boolean unfiltered = request.maxFrequency() == Request.ABSENT;
        boolean raw = request.mode() == Mode.RAW;
        int most = settings.maxBufferSize();
        int buffer = most;
        if (!unfiltered && (request.mode() == Mode.MERGE || request.mode() == Mode.DISTINCT)) {
            int asked = request.bufferSize() == Request.ABSENT
                    ? request.mode() == Mode.MERGE ? 1 : most : Math.max(1, request.bufferSize());
            int allowed = limits.bufferSize() > 0 ? limits.bufferSize() : most;
            buffer = Math.min(buffer, Math.min(asked, allowed));
        }
        return new Terms(request.mode(), raw ? 0 : request.snapshot(), unfiltered,
                unfiltered || raw ? 0 : lower(request.maxFrequency(), limits.maxFrequency()), buffer,
                settings.orderAcrossKeys());
    }

    /** The stricter of two limits of which 0 means none. */
    static double lower(double a, double b) {
        return a <= 0 ? Math.max(b, 0) : b <= 0 ? a : Math.min(a, b);
    }

    /** What may be granted of a frequency a client asks for later, by 0-based place of the item; NaN asks for nothing. */
    static IntToDoubleFunction allowedFrequencies(Subscription subscription, double asked) {
        List<SubscriptionGrant.ItemLimits> limits = ((SubscriptionGrant) subscription.approval()).limits();
        return Double.isNaN(asked) ? null : place -> lower(asked, limits.get(place).maxFrequency());
    }

    /** Ends a subscription; false when there is none with this id. */
    boolean unsubscribe(Session session, int subscriptionId, Reply reply) {
        Entry entry = entries.get(subscriptionId);
        if (entry == null) {
            return false;
        }
        if (!entry.open) {
            cancel(session, entry);
            reply.ok();
            return true;
        }
        reply.ok();
        session.subscriptions().remove(subscriptionId);
        return true;
    }

    private void forget(Entry entry) {
        entries.remove(entry.request.subscriptionId(), entry);
    }

    /** What is deleted before its adapter has answered was a subscription without data; the answer will come to nothing. */
    private void cancel(Session session, Entry entry) {
        entry.cancelled = true;
        forget(entry);
        entry.answer(Reply::ok);
        entry.goOn();
        session.subscriptions().announceEnd(entry.request.subscriptionId());
    }

    @Override
    public void subscriptionClosed(Session session, Subscription subscription) {
        entries.remove(subscription.id());
        SubscriptionGrant grant = (SubscriptionGrant) subscription.approval();
        List<ItemStatistics> statistics = new ArrayList<>(subscription.items().size());
        for (int i = 0; i < subscription.items().size(); i++) {
            statistics.add(new ItemStatistics(subscription.told(i), subscription.lost(i), subscription.filtered(i)));
        }
        adapters.subscriptionClosed(grant, statistics);
    }

    private static List<ItemStatistics> statistics(int items) {
        return java.util.Collections.nCopies(items, new ItemStatistics(0, 0, 0));
    }

    @Override
    public void sessionClosed(Session session, EndCause cause) {
        adapters.sessionClosed(session.id());
        admission.closed(session);
    }

    @Override
    public void deliverMessage(Session session, long token, String text) {
        session.count(Counter.MESSAGES, 1);
        session.count(Counter.MESSAGE_BYTES, 2L * text.length());
        adapters.message(session.origin().user(), session.id(), text, loopOf(session), new Answer<>() {
            @Override
            public void granted(String response) {
                session.messages().onDone(token, response);
            }

            @Override
            public void refused(Refusal refusal) {
                session.messages().onFailed(token, refusal.code(), refusal.text());
            }
        });
    }

    static Executor loopOf(Session session) {
        return session.loop().thread()::execute;
    }
}
