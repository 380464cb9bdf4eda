package dev.sluice.server.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.lightstreamer.interfaces.metadata.AccessException;
import com.lightstreamer.interfaces.metadata.ConflictingSessionException;
import com.lightstreamer.interfaces.metadata.CreditsException;
import com.lightstreamer.interfaces.metadata.NotificationException;
import com.lightstreamer.interfaces.metadata.ResourceUnavailableException;
import dev.sluice.server.counters.WorkPool;
import dev.sluice.server.protocol.ErrorCode;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the answers of a metadata adapter do to a session that is being created. */
class SessionOpeningTest {

    private final OneSet one = new OneSet();

    /** Answers user checks with what the test puts into the outcome. */
    private class Checking extends Metadata {

        private final CompletableFuture<Void> outcome;

        private Checking(CompletableFuture<Void> outcome) {
            super(one.journal);
            this.outcome = outcome;
        }

        @Override
        @SuppressWarnings("rawtypes")
        public CompletableFuture<Void> notifyUser(String user, String password, Map headers) {
            return outcome;
        }
    }

    private static Exception named(String name) {
        return switch (name) {
            case "access" -> new AccessException("no");
            case "unavailable" -> new ResourceUnavailableException("later");
            case "credits" -> new CreditsException(-7, "detail", "pay first");
            case "positive" -> new CreditsException(5, "detail", null);
            case "notification" -> new NotificationException("no");
            default -> new IllegalStateException("bug");
        };
    }

    @ParameterizedTest
    @CsvSource({"access, 1", "unavailable, 6", "credits, -7", "positive, 0", "unchecked, 66"})
    void failedUserCheckIsToldByItsCode(String exception, int code) throws Exception {
        one.start(new Checking(CompletableFuture.failedFuture(new CompletionException(named(exception)))));
        assertThat(one.create(OneSet.session("ann")).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"credits, -7", "notification, 68", "unchecked, 66"})
    void failedNewSessionIsToldByItsCode(String exception, int code) throws Exception {
        one.start(new Metadata(one.journal) {
            @Override
            @SuppressWarnings("rawtypes")
            public void notifyNewSession(String user, String session, Map context)
                    throws CreditsException, NotificationException {
                Exception thrown = named(exception);
                if (thrown instanceof CreditsException credits) {
                    throw credits;
                }
                if (thrown instanceof NotificationException notification) {
                    throw notification;
                }
                throw (RuntimeException) thrown;
            }
        });
        assertThat(one.create(OneSet.session("ann")).code()).isEqualTo(code);
    }

    @Test
    void creditsWithoutMessageGiveEmptyText() throws Exception {
        one.start(new Checking(CompletableFuture.failedFuture(named("positive"))));
        assertThat(one.create(OneSet.session("ann")).refused()).isEqualTo(new Refusal(null, 0, ""));
    }

    @Test
    void nullFutureAccepts() throws Exception {
        one.start(new Checking(null));
        assertThat(one.create(OneSet.session("ann")).granted().sessionId()).isEqualTo("s1");
    }

    @Test
    void grantCarriesTheLimitsOfTheAdapter() throws Exception {
        one.start(new Metadata(one.journal) {
            @Override
            public int getSessionTimeToLive(String user, String session) {
                return 3;
            }

            @Override
            public double getAllowedMaxBandwidth(String user) {
                return 12.5;
            }
        });
        assertThat(one.create(OneSet.session("ann")).granted()).isEqualTo(new SessionGrant("s1", 3000, 12.5, true));
    }

    @Test
    void uncompletedUserCheckHoldsNobodyElseBack() throws Exception {
        BlockingQueue<CompletableFuture<Void>> futures = new LinkedBlockingQueue<>();
        one.start(new Metadata(one.journal) {
            @Override
            @SuppressWarnings("rawtypes")
            public CompletableFuture<Void> notifyUser(String user, String password, Map headers) {
                CompletableFuture<Void> future = new CompletableFuture<>();
                futures.add(future);
                return future;
            }
        });
        Outcome<SessionGrant> first = one.create(OneSet.session("ann"));
        CompletableFuture<Void> pending = futures.poll(10, TimeUnit.SECONDS);
        Outcome<SessionGrant> second = one.create(OneSet.session("bob"));
        futures.poll(10, TimeUnit.SECONDS).complete(null);
        second.granted();
        assertThat(first.answered()).isFalse();
        pending.complete(null);
        first.granted();
    }

    @Test
    void noMoreUserChecksArePendingThanAllowed() throws Exception {
        BlockingQueue<CompletableFuture<Void>> futures = new LinkedBlockingQueue<>();
        one.authenticationPool(new WorkPool.Size(4, 4, 1, -1)).start(new Metadata(one.journal) {
            @Override
            @SuppressWarnings("rawtypes")
            public CompletableFuture<Void> notifyUser(String user, String password, Map headers) {
                note(user);
                CompletableFuture<Void> future = new CompletableFuture<>();
                futures.add(future);
                return future;
            }
        });
        one.create(OneSet.session("ann"));
        Outcome<SessionGrant> second = one.create(OneSet.session("bob", () -> "s2", new HashMap<>()));
        one.journal.expect("ann");
        OneSet.await(() -> one.set.pools().authentication().queueLength() == 2);
        assertThat(one.set.pools().authentication().pending()).as("in course, the other is held back").isEqualTo(1);
        one.journal.expectEnd();
        futures.poll(10, TimeUnit.SECONDS).complete(null);
        futures.poll(10, TimeUnit.SECONDS).complete(null);
        second.granted();
        assertThat(one.set.pools().authentication().queueLength()).isZero();
    }

    @Test
    void adapterIsNotAskedForAClientThatHasGivenUpMeanwhile() throws Exception {
        CompletableFuture<Void> first = new CompletableFuture<>();
        one.authenticationPool(new WorkPool.Size(1, 1, 1, -1)).start(new Metadata(one.journal) {
            @Override
            @SuppressWarnings("rawtypes")
            public CompletableFuture<Void> notifyUser(String user, String password, Map headers) {
                note(user);
                return first;
            }
        });
        AtomicBoolean awaited = new AtomicBoolean(true);
        one.create(OneSet.session("ann"));
        Outcome<SessionGrant> second = one.create(new SessionQuestion("bob", "pw", () -> "s2", null, false, new HashMap<>(),
                Map.of(), awaited::get));
        one.journal.expect("ann");
        awaited.set(false);
        first.complete(null);
        assertThat(second.refused().reason()).isEqualTo(ErrorCode.OVERLOADED);
        one.journal.expect("session s1");
        one.journal.expectEnd();
        OneSet.await(() -> one.set.pools().authentication().queueLength() == 0);
    }

    @Test
    void conflictingSessionIsEndedAndTheQuestionAskedOnce() throws Exception {
        Map<String, String> headers = new HashMap<>(Map.of("cookie", "a=b", "host", "example"));
        AtomicReference<Object> seen = new AtomicReference<>();
        one.start(new Metadata(one.journal) {
            @Override
            @SuppressWarnings("rawtypes")
            public void notifyNewSession(String user, String session, Map context)
                    throws CreditsException, NotificationException {
                super.notifyNewSession(user, session, context);
                if (session.equals("s2")) {
                    seen.set(context.get("HTTP_HEADERS"));
                    throw new ConflictingSessionException(-3, "detail", "one only", "s1");
                }
                if (session.equals("s3")) {
                    assertThat(context.get("HTTP_HEADERS")).isSameAs(seen.get());
                }
            }
        }).withSession();
        one.control.closesSessionsOf(one.set);
        int[] id = {1};
        assertThat(one.create(OneSet.session("ann", () -> "s" + ++id[0], headers)).granted().sessionId()).isEqualTo("s3");
        one.journal.expect("session s1", "session s2",
                "end session s1 35 Another session of the same user was opened", "session close s1", "session s3");
        assertThat(seen.get()).isSameAs(headers);
        assertThat(headers).containsOnlyKeys("host");
    }

    @Test
    void conflictThatStaysIsRefusedWithItsCode() throws Exception {
        one.start(new Metadata(one.journal) {
            @Override
            @SuppressWarnings("rawtypes")
            public void notifyNewSession(String user, String session, Map context) throws CreditsException {
                throw new ConflictingSessionException(-3, "detail", "one only", "nobody");
            }
        });
        assertThat(one.create(OneSet.session("ann")).refused()).isEqualTo(new Refusal(null, -3, "one only"));
    }

    @Test
    void sessionThatFailsHalfWayIsClosedOnce() throws Exception {
        one.start(new Metadata(one.journal) {
            @Override
            public double getAllowedMaxBandwidth(String user) {
                throw new IllegalStateException("bug");
            }
        });
        assertThat(one.create(OneSet.session("ann")).code()).isEqualTo(66);
        one.journal.expect("session s1", "session close s1");
    }

    @Test
    void terminationAskedInsideNewSessionComesAfterTheGrant() throws Exception {
        one.start(new Metadata(one.journal) {
            @Override
            @SuppressWarnings("rawtypes")
            public void notifyNewSession(String user, String session, Map context) {
                assertThat(control.forceSessionTermination(session, -9, "bye").toCompletableFuture()).isNotDone();
                control.forceSessionTermination("unknown").toCompletableFuture().join();
            }
        });
        one.set.createSession(OneSet.session("ann"), Runnable::run, new Answer<>() {
            @Override
            public void granted(SessionGrant grant) {
                one.journal.note("granted");
            }

            @Override
            public void refused(Refusal refusal) {
                one.journal.note("refused");
            }
        });
        one.journal.expect("granted", "end session s1 -9 bye");
    }

    @Test
    void failureOfTheAdapterIsReported() throws Exception {
        Metadata metadata = new Metadata(one.journal);
        one.start(metadata);
        metadata.control.failure(new IllegalStateException("broken"));
        one.journal.expect("failed DEMO broken");
    }
}
