package dev.sluice.server.adapter;

import com.lightstreamer.interfaces.data.DataProvider;
import com.lightstreamer.interfaces.metadata.Mode;
import com.lightstreamer.interfaces.metadata.TableInfo;
import dev.sluice.server.protocol.ErrorCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;

/** The questions a metadata adapter answers when a client subscribes, in the pool of the data adapter (adapters.md 3.3). */
final class SubscriptionOpening {

    private final AdapterSet set;
    private final MetadataCalls metadata;
    private final DataAdapter data;
    private final SubscriptionQuestion question;
    private final Executor answers;
    private final Answer<SubscriptionGrant> answer;

    SubscriptionOpening(AdapterSet set, MetadataCalls metadata, DataAdapter data, SubscriptionQuestion question,
                        Executor answers, Answer<SubscriptionGrant> answer) {
        this.set = set;
        this.metadata = metadata;
        this.data = data;
        this.question = question;
        this.answers = answers;
        this.answer = answer;
    }

    /** A check that failed without an exception of the adapter. */
    private static final class Failed extends Exception {

        private static final long serialVersionUID = 1L;
        private final transient ErrorCode code;

        private Failed(ErrorCode code) {
            super(code.text(), null, false, false);
            this.code = code;
        }
    }

    /** Asks everything; the answer is given in any case. */
    void ask() {
        ErrorCode whenItemsAreRefused = ErrorCode.BAD_GROUP;
        try {
            List<String> all = checked(metadata.context().call("getItems", this::items), ErrorCode.BAD_GROUP);
            int min = question.start() < 0 ? 1 : Math.max(1, question.start());
            int max = question.end() < 0 ? all.size() : Math.min(all.size(), question.end());
            if (min > max) {
                throw new Failed(ErrorCode.BAD_GROUP);
            }
            List<String> items = List.copyOf(all.subList(min - 1, max));
            whenItemsAreRefused = ErrorCode.BAD_GROUP_FOR_SCHEMA;
            List<String> fields = checked(metadata.context().call("getSchema", this::schema), ErrorCode.BAD_SCHEMA);
            checkCommandFields(fields);
            List<SubscriptionGrant.ItemLimits> limits = new ArrayList<>(items.size());
            metadata.context().call("the questions about items", () -> {
                for (String item : items) {
                    SubscriptionGrant.ItemLimits next = limitsOf(item);
                    // most adapters limit all items alike, and subscriptions live long
                    limits.add(!limits.isEmpty() && next.equals(limits.get(0)) ? limits.get(0) : next);
                }
                return null;
            });
            if (question.wantsTables()) {
                tellTable(min, max, items, limits, fields);
            } else {
                grant(new SubscriptionGrant(data.items(), items, limits, fields, null));
            }
        } catch (Failed e) {
            refuse(Refusal.of(e.code));
        } catch (Throwable e) {
            refuse(Refusals.ofSubscription(metadata.context().adapter(), e, whenItemsAreRefused));
        }
    }

    private String[] items() throws Throwable {
        return (String[]) metadata.method(MetadataSignatures.GET_ITEMS).invokeExact(
                question.user(), question.sessionId(), question.group(), data.name());
    }

    private String[] schema() throws Throwable {
        return (String[]) metadata.method(MetadataSignatures.GET_SCHEMA).invokeExact(
                question.user(), question.sessionId(), question.group(), data.name(), question.schema());
    }

    private static List<String> checked(String[] names, ErrorCode code) throws Failed {
        if (names == null || names.length == 0 || Arrays.asList(names).contains(null)) {
            throw new Failed(code);
        }
        return List.of(names);
    }

    private void checkCommandFields(List<String> fields) throws Failed {
        if (question.mode() == dev.sluice.server.protocol.Mode.COMMAND) {
            if (!fields.contains(DataProvider.KEY_FIELD)) {
                throw new Failed(ErrorCode.NO_KEY_FIELD);
            }
            if (!fields.contains(DataProvider.COMMAND_FIELD)) {
                throw new Failed(ErrorCode.NO_COMMAND_FIELD);
            }
        }
    }

    private SubscriptionGrant.ItemLimits limitsOf(String item) throws Throwable {
        String user = question.user();
        String name = data.name();
        Mode mode = AdapterTable.mode(question.mode());
        if (!(boolean) metadata.method(MetadataSignatures.MODE_MAY_BE_ALLOWED).invokeExact(item, name, mode)
                || !(boolean) metadata.method(MetadataSignatures.MODE_ALLOWED).invokeExact(user, item, name, mode)) {
            throw new Failed(ErrorCode.MODE_REFUSED);
        }
        String selector = question.selector();
        if (selector != null
                && !(boolean) metadata.method(MetadataSignatures.SELECTOR_ALLOWED).invokeExact(user, item, name, selector)) {
            throw new Failed(ErrorCode.BAD_SELECTOR);
        }
        boolean distinct = mode == Mode.DISTINCT;
        boolean buffered = distinct || mode == Mode.MERGE;
        double frequency = mode == Mode.RAW ? 0
                : (double) metadata.method(MetadataSignatures.MAX_ITEM_FREQUENCY).invokeExact(user, item, name);
        double source = !buffered ? 0
                : (double) metadata.method(MetadataSignatures.MIN_SOURCE_FREQUENCY).invokeExact(item, name);
        if (question.unfiltered() && frequency > 0) {
            throw new Failed(ErrorCode.UNFILTERED_LIMITED);
        }
        if (question.unfiltered() && source > 0) {
            throw new Failed(ErrorCode.UNFILTERED_PREFILTERED);
        }
        int buffer = !buffered || question.unfiltered() ? 0
                : (int) metadata.method(MetadataSignatures.BUFFER_SIZE).invokeExact(user, item, name);
        int snapshot = !distinct ? 0
                : (int) metadata.method(MetadataSignatures.DISTINCT_SNAPSHOT_LENGTH).invokeExact(item, name);
        boolean customized = (boolean) metadata.method(MetadataSignatures.CUSTOMIZATION).invokeExact(user, item, name);
        return new SubscriptionGrant.ItemLimits(Math.max(0, frequency), Math.max(0, buffer), Math.max(0, snapshot),
                customized);
    }

    /** Tells the adapter of the table; without the session's ledger there is nobody left to subscribe. */
    private void tellTable(int min, int max, List<String> items, List<SubscriptionGrant.ItemLimits> limits,
                           List<String> fields) throws Failed {
        SessionLedger ledger = set.ledger(question.sessionId());
        AdapterTable table = new AdapterTable(question, data.name(), min, max, items,
                () -> set.control().endSubscription(question.sessionId(), question.subscriptionId()), data.pool());
        SubscriptionGrant grant = new SubscriptionGrant(data.items(), items, limits, fields, table);
        if (ledger == null || !ledger.tellNewTable(inPool(() -> tellTable(ledger, table, grant)))) {
            throw new Failed(ErrorCode.SESSION_NOT_FOUND);
        }
    }

    /** At once on this thread; when another notification runs before it, later in the pool. */
    private Runnable inPool(Runnable notification) {
        Thread asking = Thread.currentThread();
        return () -> {
            if (Thread.currentThread() == asking) {
                notification.run();
            } else {
                data.pool().execute(notification);
            }
        };
    }

    private void tellTable(SessionLedger ledger, AdapterTable table, SubscriptionGrant grant) {
        try {
            metadata.run("notifyNewTables", adapter ->
                    adapter.notifyNewTables(question.user(), question.sessionId(), new TableInfo[] {table}));
        } catch (Throwable e) {
            table.closed();
            ledger.notified();
            refuse(Refusals.ofSubscription(metadata.context().adapter(), e, ErrorCode.BAD_GROUP));
            return;
        }
        ledger.tableOpened(table);
        boolean late = ledger.isClosing();
        if (late) {
            set.closeTable(ledger, table, List.of());
        }
        ledger.notified();
        if (late) {
            refuse(Refusal.of(ErrorCode.SESSION_NOT_FOUND));
        } else {
            grant(grant);
        }
    }

    private void grant(SubscriptionGrant grant) {
        answers.execute(() -> {
            answer.granted(grant);
            if (grant.table() instanceof AdapterTable table) {
                table.opened();
            }
        });
    }

    private void refuse(Refusal refusal) {
        answers.execute(() -> answer.refused(refusal));
    }
}
