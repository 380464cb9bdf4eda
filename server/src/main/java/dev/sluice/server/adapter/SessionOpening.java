package dev.sluice.server.adapter;

import com.lightstreamer.interfaces.metadata.ConflictingSessionException;
import dev.sluice.server.protocol.ErrorCode;
import java.lang.invoke.MethodHandle;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** The questions a metadata adapter answers when one session is created, each in its pool (adapters.md 3.2). */
final class SessionOpening {

    private final AdapterSet set;
    private final MetadataCalls metadata;
    private final SessionQuestion question;
    private final Map<String, String> headers;
    private final Executor answers;
    private final Answer<SessionGrant> answer;

    SessionOpening(AdapterSet set, MetadataCalls metadata, boolean forwardCookies, SessionQuestion question,
                   Executor answers, Answer<SessionGrant> answer) {
        this.set = set;
        this.metadata = metadata;
        this.question = question;
        this.headers = question.headers() == null ? new HashMap<>() : question.headers();
        this.answers = answers;
        this.answer = answer;
        if (!forwardCookies) {
            headers.remove("cookie");
        }
    }

    /** In the AUTHENTICATION pool: may the user come in? */
    void askUser() {
        if (!question.awaited().getAsBoolean()) {
            set.userChecked();
            refuse(Refusal.of(ErrorCode.OVERLOADED));
            return;
        }
        CompletableFuture<Void> outcome;
        try {
            outcome = metadata.context().call("notifyUser", this::notifyUser);
        } catch (Throwable e) {
            set.userChecked();
            refuse(Refusals.ofSession(metadata.context().adapter(), e));
            return;
        }
        if (outcome == null) {
            set.userChecked();
            askSession(true);
            return;
        }
        set.userCheckInCourse(outcome);
        outcome.whenComplete((nothing, failure) -> {
            set.userChecked();
            if (failure == null) {
                askSession(true);
            } else {
                refuse(Refusals.ofSession(metadata.context().adapter(), failure));
            }
        });
    }

    @SuppressWarnings("unchecked")
    private CompletableFuture<Void> notifyUser() throws Throwable {
        if (question.clientAuth()) {
            MethodHandle method = metadata.method(MetadataSignatures.NOTIFY_USER_WITH_PRINCIPAL);
            return (CompletableFuture<Void>) (CompletableFuture<?>) (CompletableFuture) method.invokeExact(
                    question.user(), question.password(), (Map) headers, question.principal());
        }
        MethodHandle method = metadata.method(MetadataSignatures.NOTIFY_USER);
        return (CompletableFuture<Void>) (CompletableFuture<?>) (CompletableFuture) method.invokeExact(
                question.user(), question.password(), (Map) headers);
    }

    private void askSession(boolean mayRetry) {
        set.setPool().execute(() -> openSession(mayRetry));
    }

    /** In the SET pool. */
    private void openSession(boolean mayRetry) {
        String id = question.sessionIds().get();
        SessionLedger ledger = set.openLedger(id);
        try {
            Map<String, Object> context = new HashMap<>(question.context());
            context.put("HTTP_HEADERS", headers);
            metadata.run("notifyNewSession", adapter -> adapter.notifyNewSession(question.user(), id, context));
        } catch (ConflictingSessionException e) {
            set.forgetLedger(id);
            if (mayRetry && e.getConflictingSessionID() != null) {
                endOther(e);
            } else {
                refuse(Refusals.ofSession(metadata.context().adapter(), e));
            }
            return;
        } catch (Throwable e) {
            set.forgetLedger(id);
            refuse(Refusals.ofSession(metadata.context().adapter(), e));
            return;
        }
        SessionGrant grant;
        try {
            grant = grant(id);
        } catch (Throwable e) {
            set.sessionClosed(id);
            ledger.opened();
            refuse(Refusals.ofSession(metadata.context().adapter(), e));
            return;
        }
        answers.execute(() -> {
            answer.granted(grant);
            ledger.opened();
        });
    }

    private SessionGrant grant(String id) throws Throwable {
        String user = question.user();
        int seconds = metadata.ask("getSessionTimeToLive", adapter -> adapter.getSessionTimeToLive(user, id));
        double bandwidth = metadata.ask("getAllowedMaxBandwidth", adapter -> adapter.getAllowedMaxBandwidth(user));
        boolean tables = metadata.ask("wantsTablesNotification", adapter -> adapter.wantsTablesNotification(user));
        return new SessionGrant(id, Math.max(0, seconds) * 1000L, Math.max(0, bandwidth), tables);
    }

    /** Ends the session in the way, waits until the adapter knows it, and asks once more under a new id. */
    private void endOther(ConflictingSessionException conflict) {
        String other = conflict.getConflictingSessionID();
        CompletionStage<Void> ended = set.endForConflict(other);
        ended.whenComplete((nothing, failure) -> {
            if (failure == null) {
                askSession(false);
            } else {
                refuse(Refusals.ofSession(metadata.context().adapter(), conflict));
            }
        });
    }

    private void refuse(Refusal refusal) {
        answers.execute(() -> answer.refused(refusal));
    }
}
