package dev.sluice.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.protocol.Mode;
import dev.sluice.server.subscription.Schema;
import dev.sluice.server.subscription.Subscription;
import dev.sluice.server.subscription.Terms;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UpdateDeliveryTest {

    private final Bench bench = new Bench();
    private final RecordingStream stream = RecordingStream.onWebSocket();
    private Session session;

    @BeforeEach
    void bind() {
        session = bench.bound(stream);
        assertThat(stream.lines()).containsExactly("CONOK,S1,50000,5000,*", "SERVNAME,name", "CLIENTIP,127.0.0.1",
                "CONS,unlimited");
    }

    @Test
    void mergeTellsTheSnapshotThenOnlyWhatChanged() {
        bench.subscribe(session, 1, Bench.terms(Mode.MERGE, Integer.MAX_VALUE), "i", "a", "b", "c");
        bench.event("i", true, "a=1", "b", "c=");
        bench.event("i", "b=x|y", "c=");
        bench.event("i", "a=1");
        bench.event("i", "a=#");
        bench.thread.turn();
        assertThat(stream.lines()).containsExactly("SUBOK,1,1,3", "CONF,1,unlimited,filtered", "U,1,1,1|#|$",
                "U,1,1,|x%7Cy|", "U,1,1,%23||");
    }

    @Test
    void mergeWithoutSnapshotSkipsTheSnapshotEventAndStartsComplete() {
        bench.subscribe(session, 1, Bench.terms(Mode.MERGE, 0), "i", "a", "b");
        bench.event("i", true, "a=1", "b=2");
        bench.event("i", "b=3");
        bench.thread.turn();
        assertThat(stream.lines()).endsWith("U,1,1,1|3").doesNotContain("U,1,1,1|2");
    }

    @Test
    void aNewcomerGetsTheCurrentStateAndThenSharesTheDifferences() {
        bench.subscribe(session, 1, Bench.terms(Mode.MERGE, Integer.MAX_VALUE), "i", "a", "b");
        bench.event("i", "a=1", "b=2");
        bench.thread.turn();
        bench.subscribe(session, 2, Bench.terms(Mode.MERGE, Integer.MAX_VALUE), "i", "a", "b");
        bench.event("i", "a=5");
        bench.thread.turn();
        assertThat(stream.lines()).containsSubsequence("U,1,1,1|2", "SUBOK,2,1,2", "U,2,1,1|2")
                .contains("U,1,1,5|", "U,2,1,5|");
    }

    @Test
    void fourUnchangedFieldsAreWrittenAsACount() {
        bench.subscribe(session, 1, Bench.terms(Mode.MERGE, 0), "i", "a", "b", "c", "d", "e", "f");
        bench.event("i", "a=1", "b=2", "c=3", "d=4", "e=5", "f=6");
        bench.event("i", "f=7");
        bench.event("i", "b=8");
        bench.thread.turn();
        assertThat(stream.lines()).endsWith("U,1,1,1|2|3|4|5|6", "U,1,1,^5|7", "U,1,1,|8|^4");
    }

    @Test
    void allThatOneTurnBringsLeavesInOneWrite() {
        bench.subscribe(session, 1, Bench.terms(Mode.MERGE, 0), "i", "a");
        bench.subscribe(session, 2, Bench.terms(Mode.MERGE, 0), "j", "a");
        stream.writes.clear();
        bench.event("i", "a=1");
        bench.event("j", "a=2");
        bench.event("i", "a=3");
        bench.thread.turn();
        assertThat(stream.writes).containsExactly("U,1,1,1\r\nU,2,1,2\r\nU,1,1,3\r\n");
    }

    @Test
    void aSlowClientGetsTheLastStateOnly() {
        bench.subscribe(session, 1, Bench.terms(Mode.MERGE, 0), "i", "a", "b");
        bench.event("i", "a=1", "b=1");
        bench.thread.turn();
        stream.lines();
        stream.writable = false;
        for (int i = 2; i < 50; i++) {
            bench.event("i", "a=" + i);
            bench.thread.turn();
        }
        assertThat(stream.lines()).isEmpty();
        stream.becomeWritable();
        bench.thread.turn();
        assertThat(stream.lines()).containsExactly("U,1,1,49|");
        bench.event("i", "b=2");
        bench.thread.turn();
        assertThat(stream.lines()).containsExactly("U,1,1,|2");
    }

    @Test
    void anUnfilteredSubscriptionIsToldOfEveryLoss() {
        bench.subscribe(session, 1, new Terms(Mode.MERGE, 0, true, 0, 2, true), "i", "a");
        stream.lines();
        stream.writable = false;
        for (int i = 1; i <= 5; i++) {
            bench.event("i", "a=" + i);
            bench.thread.turn();
        }
        stream.becomeWritable();
        bench.thread.turn();
        assertThat(stream.lines()).containsExactly("OV,1,1,3", "U,1,1,4", "U,1,1,5");
    }

    @Test
    void aFrequencyLimitSpacesUpdatesAndTellsTheLastState() {
        bench.subscribe(session, 1, new Terms(Mode.MERGE, 0, false, 2, 1, true), "i", "a");
        assertThat(stream.lines()).contains("CONF,1,2,filtered");
        bench.event("i", "a=1");
        bench.event("i", "a=2");
        bench.event("i", "a=3");
        bench.thread.turn();
        assertThat(stream.lines()).containsExactly("U,1,1,1");
        bench.thread.pass(490);
        assertThat(stream.lines()).isEmpty();
        bench.thread.pass(30);
        assertThat(stream.lines()).containsExactly("U,1,1,3");
    }

    @Test
    void distinctTellsTheLastEventsOfTheSnapshotThenItsEnd() {
        bench.subscribe(session, 1, Bench.terms(Mode.DISTINCT, 2), "i", "a");
        for (int i = 1; i <= 4; i++) {
            bench.event("i", true, "a=" + i);
        }
        bench.open.get("i").endOfSnapshot();
        bench.event("i", "a=4");
        bench.thread.turn();
        assertThat(stream.lines()).containsExactly("SUBOK,1,1,1", "CONF,1,unlimited,filtered", "U,1,1,3", "U,1,1,4",
                "EOS,1,1", "U,1,1,");
    }

    @Test
    void anEmptySnapshotEndsAllTheSame() {
        bench.subscribe(session, 1, Bench.terms(Mode.DISTINCT, 5), "i", "a");
        bench.open.get("i").snapshotAvailable(false);
        bench.thread.turn();
        assertThat(stream.lines()).endsWith("EOS,1,1");
    }

    @Test
    void rawTellsEveryEventAndNoSnapshot() {
        bench.subscribe(session, 1, Bench.terms(Mode.RAW, Integer.MAX_VALUE), "i", "a", "b");
        bench.event("i", true, "a=0");
        bench.event("i", "a=1", "b=2");
        bench.event("i", "a=1");
        bench.event("i", "a=1");
        bench.thread.turn();
        assertThat(stream.lines()).containsExactly("SUBOK,1,1,2", "CONF,1,unlimited,unfiltered", "U,1,1,1|2", "U,1,1,|#",
                "U,1,1,|");
    }

    @Test
    void commandTellsRowsAndNormalisesCommands() {
        bench.subscribe(session, 1, Bench.terms(Mode.COMMAND, Integer.MAX_VALUE), "i", "key", "command", "q");
        bench.event("i", true, "key=A", "command=ADD", "q=1");
        bench.event("i", true, "key=B", "command=ADD", "q=2");
        bench.open.get("i").endOfSnapshot();
        bench.event("i", "key=A", "command=UPDATE", "q=5");
        bench.event("i", "key=C", "command=UPDATE", "q=6");
        bench.event("i", "key=B", "command=DELETE");
        bench.event("i", "key=Z", "command=DELETE");
        bench.thread.turn();
        assertThat(stream.lines()).containsExactly("SUBCMD,1,1,3,1,2", "CONF,1,unlimited,filtered", "U,1,1,A|ADD|1",
                "U,1,1,B||2", "EOS,1,1", "U,1,1,A|UPDATE|5", "U,1,1,C|ADD|6", "U,1,1,B|DELETE|#");
    }

    @Test
    void commandConflatesPerKeyAndNeverLosesADelete() {
        bench.subscribe(session, 1, Bench.terms(Mode.COMMAND, 0), "i", "key", "command", "q");
        bench.event("i", "key=A", "command=ADD", "q=1");
        bench.thread.turn();
        stream.lines();
        stream.writable = false;
        bench.event("i", "key=B", "command=ADD", "q=1");
        bench.thread.turn();
        bench.event("i", "key=B", "command=UPDATE", "q=2");
        bench.event("i", "key=A", "command=UPDATE", "q=9");
        bench.event("i", "key=C", "command=ADD", "q=3");
        bench.thread.turn();
        bench.event("i", "key=A", "command=DELETE");
        bench.event("i", "key=C", "command=DELETE");
        bench.thread.turn();
        stream.becomeWritable();
        bench.thread.turn();
        assertThat(stream.lines()).containsExactly("U,1,1,B||2", "U,1,1,A|DELETE|#");
    }

    @Test
    void clearedSnapshotsAreToldInTheirPlace() {
        bench.subscribe(session, 1, Bench.terms(Mode.COMMAND, 0), "i", "key", "command");
        bench.event("i", "key=A", "command=ADD");
        bench.open.get("i").clearSnapshot();
        bench.event("i", "key=A", "command=UPDATE");
        bench.thread.turn();
        assertThat(stream.lines()).endsWith("U,1,1,A|ADD", "CS,1,1", "U,1,1,|");
    }

    @Test
    void nothingFollowsTheEndOfASubscription() {
        bench.subscribe(session, 1, Bench.terms(Mode.MERGE, 0), "i", "a");
        bench.event("i", "a=1");
        session.subscriptions().remove(1);
        bench.thread.turn();
        assertThat(stream.lines()).endsWith("UNSUB,1");
        assertThat(bench.open).isEmpty();
        assertThat(bench.ended).containsExactly("subscription 1");
    }

    @Test
    void aBatchWakesTheLoopOnceItIsWhole() {
        bench.subscribe(session, 1, Bench.terms(Mode.MERGE, 0), "i", "a");
        stream.writes.clear();
        bench.table.beginBatch();
        bench.event("i", "a=1");
        bench.thread.turn();
        assertThat(stream.writes).isEmpty();
        bench.event("i", "a=2");
        bench.table.endBatch();
        bench.thread.turn();
        assertThat(stream.writes).containsExactly("U,1,1,1\r\nU,1,1,2\r\n");
    }

    @Test
    void onlySelectedEventsAreToldAndTheNextOneIsComplete() {
        Subscription chosen = new Subscription(1, Schema.of(List.of("a", "b")), List.of("i"),
                Bench.terms(Mode.MERGE, 0), bench.table, session.output(), true, null);
        chosen.select((item, update) -> !"2".equals(update.field("a")));
        session.subscriptions().add(chosen, i -> 10);
        bench.event("i", "a=1", "b=1");
        bench.event("i", "a=2", "b=2");
        bench.event("i", "a=3");
        bench.thread.turn();
        assertThat(stream.lines()).endsWith("U,1,1,1|1", "U,1,1,3|2");
    }

    @Test
    void anEventChangedForOneSubscriptionLeavesTheOthersAlone() {
        Subscription changed = new Subscription(1, Schema.of(List.of("a", "b", "extra")), List.of("i"),
                Bench.terms(Mode.MERGE, 0), bench.table, session.output(), true, null);
        BitSet all = new BitSet();
        all.set(0);
        changed.customize((item, update) -> "2".equals(update.field("a")) ? update.with(Map.of("b", "mine", "extra", "more"))
                : update, all);
        session.subscriptions().add(changed, i -> 10);
        bench.subscribe(session, 2, Bench.terms(Mode.MERGE, 0), "i", "a", "b");
        stream.lines();
        bench.event("i", "a=1", "b=1");
        bench.event("i", "a=2");
        bench.event("i", "a=3");
        bench.event("i", "a=4");
        bench.thread.turn();
        assertThat(stream.lines()).containsExactlyInAnyOrder("U,1,1,1|1|#", "U,1,1,2|mine|more", "U,1,1,3|1|#", "U,1,1,4||",
                "U,2,1,1|1", "U,2,1,2|", "U,2,1,3|", "U,2,1,4|");
    }
}
