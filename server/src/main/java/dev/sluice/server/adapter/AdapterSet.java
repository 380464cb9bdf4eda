package dev.sluice.server.adapter;

import com.lightstreamer.interfaces.metadata.TableInfo;
import dev.sluice.server.counters.WorkPool;
import dev.sluice.server.protocol.ErrorCode;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One metadata adapter, its data adapters, their class loaders and pools. Every method may be called on any thread and
 * returns at once; answers come as tasks on the executor named with the question. Exceptions are the two per-update
 * questions, which by the adapters' contract do not block.
 */
public final class AdapterSet {

    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerLogger.requests");

    private final String id;
    private final MetadataCalls metadata;
    private final UpdateFilter filter;
    private final AdapterSetPools pools;
    private final PendingLimit users;
    private final PendingLimit messages;
    private final boolean sequentialTables;
    private final boolean forwardCookies;
    private final SessionControl control;
    private final Map<String, SessionLedger> ledgers;
    private final Map<String, DataAdapter> dataAdapters;
    private final long loadMillis;

    /**
     * What a set is made of, all started.
     *
     * @param ledgers what the metadata adapter knows of sessions; its control listener looks there too
     * @param data    in the order of the file
     */
    record Parts(AdapterSetDescriptor descriptor, MetadataCalls metadata, ConcurrentMap<String, SessionLedger> ledgers,
                 Map<String, DataAdapter> data, AdapterSetPools pools) {
    }

    AdapterSet(Parts parts, AdapterSettings settings, SessionControl control, long loadMillis) {
        this.id = parts.descriptor.id();
        this.metadata = parts.metadata;
        this.filter = new UpdateFilter(metadata);
        this.pools = parts.pools;
        this.users = new PendingLimit(pools.authentication());
        this.messages = new PendingLimit(pools.messages());
        this.sequentialTables = parts.descriptor.metadata().sequentialTables();
        this.forwardCookies = settings.forwardCookies();
        this.control = control;
        this.ledgers = parts.ledgers;
        this.dataAdapters = Collections.unmodifiableMap(parts.data);
        this.loadMillis = loadMillis;
    }

    /** Name clients know it by. */
    public String id() {
        return id;
    }

    /** How long its adapters took to start. */
    public long loadMillis() {
        return loadMillis;
    }

    /** The data adapter of this name, null when there is none. */
    public DataAdapter dataAdapter(String name) {
        return dataAdapters.get(name);
    }

    /** All data adapters, in the order of the file. */
    public Collection<DataAdapter> dataAdapters() {
        return dataAdapters.values();
    }

    /** The pools that belong to this set. */
    public AdapterSetPools pools() {
        return pools;
    }

    /**
     * Asks whether a session may be created, and on which terms. An answer that grants it must be followed by
     * {@link #sessionClosed}.
     */
    public void createSession(SessionQuestion question, Executor answers, Answer<SessionGrant> answer) {
        SessionOpening opening = new SessionOpening(this, metadata, forwardCookies, question, answers, answer);
        users.start(opening::askUser);
    }

    /** Asks what a subscription consists of. An answer that grants it must be followed by {@link #subscriptionClosed}. */
    public void subscribe(SubscriptionQuestion question, Executor answers, Answer<SubscriptionGrant> answer) {
        DataAdapter data = dataAdapters.get(question.dataAdapter());
        if (data == null) {
            answers.execute(() -> answer.refused(Refusal.of(ErrorCode.BAD_DATA_ADAPTER)));
            return;
        }
        data.pool().execute(new SubscriptionOpening(this, metadata, data, question, answers, answer)::ask);
    }

    /**
     * A granted subscription is over, or could not be made after all.
     *
     * @param statistics one per item, in order; what is missing counts as nothing sent
     */
    public void subscriptionClosed(SubscriptionGrant grant, List<ItemStatistics> statistics) {
        if (grant.table() instanceof AdapterTable table) {
            SessionLedger ledger = ledgers.get(table.sessionId());
            if (ledger != null) {
                closeTable(ledger, table, statistics);
            }
        }
    }

    /** A granted session is over: the adapter is told once, after the end of each of its tables. */
    public void sessionClosed(String sessionId) {
        SessionLedger ledger = ledgers.get(sessionId);
        if (ledger != null) {
            ledger.close(table -> closeTable(ledger, table, List.of()));
        }
    }

    /** Hands a client's message over; the answer is the adapter's response, empty when it gave none. */
    public void message(String user, String sessionId, String text, Executor answers, Answer<String> answer) {
        messages.start(() -> {
            CompletableFuture<String> outcome;
            try {
                outcome = metadata.context().call("notifyUserMessage", () -> notifyUserMessage(user, sessionId, text));
            } catch (Throwable e) {
                outcome = CompletableFuture.failedFuture(e);
            }
            if (outcome == null) {
                outcome = CompletableFuture.completedFuture(null);
            }
            messages.inCourse(outcome);
            outcome.whenComplete((response, failure) -> {
                messages.completed();
                answers.execute(() -> {
                    if (failure == null) {
                        answer.granted(response == null ? "" : response);
                    } else {
                        answer.refused(Refusals.ofMessage(id, failure));
                    }
                });
            });
        });
    }

    /**
     * Whether a selector lets an event through. Asked on the thread that dispatches it.
     *
     * @param values the item's fields after the event, null for those it has not
     */
    public boolean isSelected(String user, String item, String dataAdapter, String selector,
                              Function<String, String> values, boolean snapshot) {
        return filter.isSelected(user, item, dataAdapter, selector, values, snapshot);
    }

    /**
     * What the adapter changes in an event for one user. Asked on the thread that dispatches it.
     *
     * @return the changed fields with their values, null for a removed one; empty when nothing changes
     */
    public Map<String, String> customizeUpdate(String user, String item, String dataAdapter,
                                               Function<String, String> values, boolean snapshot) {
        return filter.customize(user, item, dataAdapter, values, snapshot);
    }

    @SuppressWarnings("unchecked")
    private CompletableFuture<String> notifyUserMessage(String user, String sessionId, String text) throws Throwable {
        return (CompletableFuture<String>) (CompletableFuture<?>) (CompletableFuture)
                metadata.method(MetadataSignatures.NOTIFY_USER_MESSAGE).invokeExact(user, sessionId, text);
    }

    /** What completes when the adapter knows of the sessions that are over, one each. */
    List<CompletableFuture<Void>> closing() {
        return ledgers.values().stream().filter(SessionLedger::isClosing).map(SessionLedger::closed).toList();
    }

    /** A user check whose outcome is to come. */
    void userCheckInCourse(CompletableFuture<Void> outcome) {
        users.inCourse(outcome);
    }

    /** One user check has its outcome. */
    void userChecked() {
        users.completed();
    }

    WorkPool setPool() {
        return pools.set();
    }

    SessionControl control() {
        return control;
    }

    SessionLedger ledger(String sessionId) {
        return ledgers.get(sessionId);
    }

    SessionLedger openLedger(String sessionId) {
        SessionLedger ledger = new SessionLedger(sequentialTables,
                () -> setPool().execute(() -> tellSessionClose(sessionId)));
        ledgers.put(sessionId, ledger);
        return ledger;
    }

    /** The session did not come to be. */
    void forgetLedger(String sessionId) {
        SessionLedger ledger = ledgers.remove(sessionId);
        ledger.sessionCloseTold();
        ledger.opened();
    }

    /** Ends a session of this set that stands in the way of a new one; completes when the adapter knows. */
    CompletionStage<Void> endForConflict(String sessionId) {
        SessionLedger ledger = ledgers.get(sessionId);
        if (ledger == null) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> ended = new CompletableFuture<>();
        ErrorCode cause = ErrorCode.USER_CONFLICT;
        ledger.whenOpen(() -> control.endSession(id, sessionId, cause.code(), cause.text())
                .thenCompose(nothing -> ledger.isClosing() ? ledger.closed() : CompletableFuture.completedFuture(null))
                .whenComplete((nothing, failure) -> {
                    if (failure == null) {
                        ended.complete(null);
                    } else {
                        ended.completeExceptionally(failure);
                    }
                }));
        return ended;
    }

    /** Tells the adapter that a table is over, unless it knows. */
    void closeTable(SessionLedger ledger, AdapterTable table, List<ItemStatistics> statistics) {
        table.closed();
        if (ledger.tableClosed(table)) {
            TableInfo[] ended = {table.ended(statistics)};
            ledger.tellTableClose(() -> setPool().execute(() -> tell(ledger, table.sessionId(), ended)));
        }
    }

    private void tell(SessionLedger ledger, String sessionId, TableInfo[] ended) {
        try {
            metadata.run("notifyTablesClose", adapter -> adapter.notifyTablesClose(sessionId, ended));
        } catch (Throwable e) {
            LOG.warn("notifyTablesClose of adapter {} failed for session {}: {}", id, sessionId, e.toString());
        }
        ledger.notified();
    }

    private void tellSessionClose(String sessionId) {
        try {
            metadata.run("notifySessionClose", adapter -> adapter.notifySessionClose(sessionId));
        } catch (Throwable e) {
            LOG.warn("notifySessionClose of adapter {} failed for session {}: {}", id, sessionId, e.toString());
        }
        ledgers.remove(sessionId).sessionCloseTold();
    }
}
