package dev.sluice.server.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.lightstreamer.interfaces.metadata.TableInfo;
import dev.sluice.server.protocol.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** In which order a metadata adapter is told of tables and of the end of their session. */
class TableNotificationsTest {

    private final OneSet one = new OneSet();
    private final BlockingQueue<TableInfo> tables = new LinkedBlockingQueue<>();

    /** Holds the end of tables back until the gate opens. */
    private class Gated extends Metadata {

        private final CountDownLatch gate;

        private Gated(CountDownLatch gate) {
            super(one.journal);
            this.gate = gate;
        }

        @Override
        public void notifyTablesClose(String session, TableInfo[] ended) {
            note("table closing");
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            super.notifyTablesClose(session, ended);
        }
    }

    private OneSet with(Metadata metadata) throws Exception {
        one.data("DEFAULT", new Feed(one.journal)).start(metadata).withSession();
        one.journal.expect("session s1");
        return one;
    }

    private SubscriptionGrant table(int id) throws Exception {
        return one.subscribe(new SubscriptionQuestion("ann", "s1", id, "DEFAULT", "a b", "f", Mode.MERGE, null, false, -1,
                -1, true)).granted();
    }

    @Test
    void endOfSessionIsToldAfterTheEndOfItsTables() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        with(new Gated(gate));
        SubscriptionGrant grant = table(1);
        one.journal.expect("table s1 1 [a, b]");
        one.set.subscriptionClosed(grant, OneSet.sent(5));
        one.set.sessionClosed("s1");
        one.set.sessionClosed("s1");
        one.journal.expect("table closing");
        one.journal.expectEnd();
        gate.countDown();
        one.journal.expect("table close s1 1 5", "session close s1");
        one.set.subscriptionClosed(grant, OneSet.sent(5));
        one.set.sessionClosed("s1");
        one.journal.expectEnd();
    }

    @Test
    void tablesLeftOpenAreClosedWithTheirSession() throws Exception {
        with(new Metadata(one.journal));
        table(1);
        one.set.sessionClosed("s1");
        one.journal.expect("table s1 1 [a, b]", "table close s1 1 0", "session close s1");
    }

    @Test
    void tableAskedForWhileTheSessionEndsIsClosedBeforeIt() throws Exception {
        with(new Metadata(one.journal) {
            @Override
            public void notifyNewTables(String user, String session, TableInfo[] asked) {
                one.set.sessionClosed(session);
                note("table");
            }
        });
        assertThat(one.subscribe(Mode.MERGE, "a", "f").code()).isEqualTo(20);
        one.journal.expect("table", "table close s1 1 0", "session close s1");
        assertThat(one.subscribe(Mode.MERGE, "a", "f").code()).isEqualTo(20);
    }

    @Test
    void sequentialNotificationsDoNotOverlap() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        one.sequentialTables();
        with(new Gated(gate));
        SubscriptionGrant first = table(1);
        one.journal.expect("table s1 1 [a, b]");
        one.set.subscriptionClosed(first, List.of());
        one.journal.expect("table closing");
        Outcome<SubscriptionGrant> second = one.subscribe(new SubscriptionQuestion("ann", "s1", 2, "DEFAULT", "c", "f",
                Mode.MERGE, null, false, -1, -1, true));
        gate.countDown();
        second.granted();
        one.journal.expect("table close s1 1 0", "table s1 2 [c]");
        one.set.sessionClosed("s1");
        one.journal.expect("table closing", "table close s1 2 0", "session close s1");
    }

    @Test
    void nodeThatStopsWaitsUntilTheAdapterKnows() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        with(new Gated(gate));
        table(1);
        one.journal.expect("table s1 1 [a, b]");
        AdapterSets sets = one.sets();
        one.set.sessionClosed("s1");
        one.journal.expect("table closing");
        Thread opener = new Thread(gate::countDown);
        opener.start();
        sets.stop(Duration.ofSeconds(10));
        one.journal.expect("table close s1 1 0", "session close s1");
        one.journal.expectEnd();
        opener.join();
    }

    @Test
    void adapterThatNeverReturnsHoldsTheStopBackNoLongerThanTold() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        with(new Gated(gate));
        table(1);
        one.set.sessionClosed("s1");
        one.sets().stop(Duration.ofMillis(1));
        gate.countDown();
    }

    @Test
    void adapterMayEndATable() throws Exception {
        with(keepingTables());
        SubscriptionGrant grant = table(1);
        TableInfo table = tables.poll(10, TimeUnit.SECONDS);
        table.forceUnsubscription().toCompletableFuture().get(10, TimeUnit.SECONDS);
        one.journal.expect("end subscription s1 1");
        one.set.subscriptionClosed(grant, List.of());
        assertThat(table.forceUnsubscription().toCompletableFuture()).isDone();
        one.journal.expectEnd();
    }

    @Test
    void tableEndedWhileItIsAskedForEndsAfterTheGrant() throws Exception {
        with(new Metadata(one.journal) {
            @Override
            public void notifyNewTables(String user, String session, TableInfo[] asked) {
                assertThat(asked[0].forceUnsubscription().toCompletableFuture()).isNotDone();
            }
        });
        one.set.subscribe(OneSet.question(Mode.MERGE, "a", "f"), Runnable::run, new Answer<>() {
            @Override
            public void granted(SubscriptionGrant grant) {
                one.journal.note("granted");
            }

            @Override
            public void refused(Refusal refusal) {
                one.journal.note("refused");
            }
        });
        one.journal.expect("granted", "end subscription s1 1");
    }

    private Metadata keepingTables() {
        return new Metadata(one.journal) {
            @Override
            public void notifyNewTables(String user, String session, TableInfo[] asked) {
                tables.add(asked[0]);
            }

            @Override
            public void notifyTablesClose(String session, TableInfo[] ended) {
                assertThat(ended[0].forceUnsubscription().toCompletableFuture()).isDone();
            }
        };
    }
}
