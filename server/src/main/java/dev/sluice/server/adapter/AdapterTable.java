package dev.sluice.server.adapter;

import com.lightstreamer.interfaces.metadata.Mode;
import com.lightstreamer.interfaces.metadata.SubscriptionStatistics;
import com.lightstreamer.interfaces.metadata.TableInfo;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** A subscription as a metadata adapter sees it: it may end it, also while it is still asked to agree. */
final class AdapterTable extends TableInfo {

    private enum State {
        ASKED, OPEN, CLOSED
    }

    private final SubscriptionQuestion question;
    private final Supplier<CompletionStage<Void>> end;
    private final Executor continuations;
    private State state;
    private CompletableFuture<Void> endWhenOpen;

    /**
     * @param end           ends the subscription
     * @param continuations where what the adapter chains to the end runs
     */
    AdapterTable(SubscriptionQuestion question, String dataAdapter, int min, int max, List<String> items,
                 Supplier<CompletionStage<Void>> end, Executor continuations) {
        super(question.subscriptionId(), modeOf(question), question.group(), dataAdapter, question.schema(), min, max,
                question.selector(), items.toArray(new String[0]), null);
        this.question = question;
        this.end = end;
        this.continuations = continuations;
        this.state = State.ASKED;
    }

    private AdapterTable(AdapterTable ended, SubscriptionStatistics[] statistics) {
        super(ended.getWinIndex(), ended.getMode(), ended.getId(), ended.getDataAdapter(), ended.getSchema(),
                ended.getMin(), ended.getMax(), ended.getSelector(), ended.getSubscribedItems(), statistics);
        this.question = ended.question;
        this.end = ended.end;
        this.continuations = ended.continuations;
        this.state = State.CLOSED;
    }

    /** The session that subscribed. */
    String sessionId() {
        return question.sessionId();
    }

    /** The picture of this table for the end of the subscription. */
    AdapterTable ended(List<ItemStatistics> statistics) {
        SubscriptionStatistics[] perItem = new SubscriptionStatistics[getSubscribedItems().length];
        for (int i = 0; i < perItem.length; i++) {
            ItemStatistics item = i < statistics.size() ? statistics.get(i) : new ItemStatistics(0, 0, 0);
            perItem[i] = new SubscriptionStatistics(item.realTime(), item.lost(), item.filtered());
        }
        return new AdapterTable(this, perItem);
    }

    @Override
    public CompletionStage<Void> forceUnsubscription() {
        synchronized (this) {
            if (state == State.CLOSED) {
                return CompletableFuture.completedFuture(null);
            }
            if (state == State.ASKED) {
                if (endWhenOpen == null) {
                    endWhenOpen = new CompletableFuture<>();
                }
                return endWhenOpen;
            }
        }
        CompletableFuture<Void> ended = new CompletableFuture<>();
        endInto(ended);
        return ended;
    }

    /** The client has its subscription: from now on the adapter may end it, and does so now if it asked before. */
    void opened() {
        CompletableFuture<Void> asked;
        synchronized (this) {
            if (state != State.ASKED) {
                return;
            }
            state = State.OPEN;
            asked = endWhenOpen;
        }
        if (asked != null) {
            endInto(asked);
        }
    }

    /** The subscription is over, or never came to be. */
    void closed() {
        CompletableFuture<Void> asked;
        synchronized (this) {
            asked = state == State.ASKED ? endWhenOpen : null;
            state = State.CLOSED;
        }
        if (asked != null) {
            asked.complete(null);
        }
    }

    private void endInto(CompletableFuture<Void> ended) {
        end.get().whenCompleteAsync((nothing, failure) -> ended.complete(null), continuations);
    }

    private static Mode modeOf(SubscriptionQuestion question) {
        return mode(question.mode());
    }

    /** The adapters' constant for a mode; they compare by identity. */
    static Mode mode(dev.sluice.server.protocol.Mode mode) {
        return switch (mode) {
            case RAW -> Mode.RAW;
            case MERGE -> Mode.MERGE;
            case DISTINCT -> Mode.DISTINCT;
            case COMMAND -> Mode.COMMAND;
        };
    }
}
