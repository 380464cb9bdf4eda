package dev.sluice.server.management;

import dev.sluice.server.session.Session;
import dev.sluice.server.session.SessionLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/** Asks what only an event loop may look at, and waits for the answer. Never on a loop. */
final class OnLoop {

    private static final long PATIENCE_MILLIS = 5_000;

    private OnLoop() {
    }

    /** The answer of the session's loop; {@code otherwise} when the session is over. */
    static <V> V ask(Session session, V otherwise, Function<Session, V> question) {
        return ask(session.loop(), () -> session.closed() ? otherwise : question.apply(session));
    }

    /** The answer of a loop. */
    static <V> V ask(SessionLoop loop, Supplier<V> question) {
        CompletableFuture<V> answer = new CompletableFuture<>();
        loop.thread().execute(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return answer.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("event loop " + loop.thread().index() + " did not answer within "
                    + PATIENCE_MILLIS + " ms", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
