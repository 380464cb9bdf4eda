package dev.sluice.server.request;

import dev.sluice.server.adapter.SessionControl;
import dev.sluice.server.protocol.ErrorCode;
import dev.sluice.server.session.EndCause;
import dev.sluice.server.session.Session;
import dev.sluice.server.session.SessionRegistry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/** Carries out on sessions what adapters ask for, on each session's loop. Called on any thread. */
public final class AdapterSessionControl implements SessionControl {

    private final SessionRegistry registry;
    private final BiConsumer<String, Throwable> onFailure;

    /** @param onFailure told when an adapter has failed for good: its name and the cause */
    public AdapterSessionControl(SessionRegistry registry, BiConsumer<String, Throwable> onFailure) {
        this.registry = registry;
        this.onFailure = onFailure;
    }

    @Override
    public CompletionStage<Void> endSession(String adapterSet, String sessionId, int code, String message) {
        Session session = registry.find(sessionId);
        if (session == null || !session.origin().adapterSet().equals(adapterSet)) {
            return CompletableFuture.completedFuture(null);
        }
        EndCause cause;
        if (code == Integer.MAX_VALUE) {
            cause = EndCause.of(ErrorCode.CLOSED_BY_SERVER, "closed by the adapter");
        } else if (code == ErrorCode.USER_CONFLICT.code()) {
            cause = EndCause.of(ErrorCode.USER_CONFLICT, "the adapter prefers another session of the same user");
        } else {
            cause = EndCause.byAdapter(code, message);
        }
        return onLoop(session, () -> session.close(cause, false));
    }

    @Override
    public CompletionStage<Void> endSubscription(String sessionId, int subscriptionId) {
        Session session = registry.find(sessionId);
        return session == null ? CompletableFuture.completedFuture(null)
                : onLoop(session, () -> session.subscriptions().remove(subscriptionId));
    }

    @Override
    public void adapterFailed(String adapter, Throwable cause) {
        onFailure.accept(adapter, cause);
    }

    private static CompletionStage<Void> onLoop(Session session, Runnable act) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        session.loop().thread().execute(() -> {
            act.run();
            done.complete(null);
        });
        return done;
    }
}
