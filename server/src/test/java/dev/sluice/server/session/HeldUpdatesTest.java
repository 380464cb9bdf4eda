package dev.sluice.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.protocol.Mode;
import dev.sluice.server.subscription.Schema;
import dev.sluice.server.subscription.Subscription;
import dev.sluice.server.subscription.Terms;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client is told, and in which order, of updates that had to wait for it. */
class HeldUpdatesTest {

    private final Bench bench = new Bench();
    private final RecordingStream stream = RecordingStream.onWebSocket();
    private Session session;

    @BeforeEach
    void bind() {
        session = bench.bound(stream);
        stream.lines();
    }

    @Test
    void afterASnapshotOfRowsTheNextUpdateIsComparedWithTheRowToldLast() {
        bench.subscribe(session, 1, Bench.terms(Mode.COMMAND, 0), "i", "key", "command", "q");
        bench.event("i", "key=A", "command=ADD", "q=5");
        bench.event("i", "key=B", "command=ADD", "q=6");
        bench.event("i", "key=A", "command=UPDATE", "q=5");
        bench.thread.turn();
        bench.subscribe(session, 2, Bench.terms(Mode.COMMAND, Integer.MAX_VALUE), "i", "key", "command", "q");
        stream.lines();
        bench.event("i", "key=B", "command=UPDATE", "q=5");
        bench.thread.turn();
        assertThat(stream.lines()).containsExactlyInAnyOrder("U,1,1,B||", "U,2,1,|UPDATE|5");
    }

    @Test
    void aSnapshotHeldUnderAFrequencyLimitKeepsItsOrder() {
        stream.writable = false;
        bench.subscribe(session, 1, new Terms(Mode.DISTINCT, 10, false, 2, 100, true), "i", "n");
        for (int n = 1; n <= 3; n++) {
            bench.event("i", true, "n=" + n);
        }
        bench.open.get("i").endOfSnapshot();
        bench.thread.turn();
        stream.becomeWritable();
        bench.thread.turn();
        assertThat(stream.lines()).containsExactly("SUBOK,1,1,1", "CONF,1,2,filtered", "U,1,1,1", "U,1,1,2", "U,1,1,3",
                "EOS,1,1");
    }

    @Test
    void aRowThatCameAndWentUnderAFrequencyLimitDoesNotComeBack() {
        bench.subscribe(session, 1, new Terms(Mode.COMMAND, 0, false, 2, 100, true), "i", "key", "command");
        bench.event("i", "key=B", "command=ADD");
        bench.thread.turn();
        stream.lines();
        stream.writable = false;
        bench.event("i", "key=A", "command=ADD");
        bench.event("i", "key=A", "command=DELETE");
        bench.event("i", "key=B", "command=DELETE");
        bench.thread.turn();
        stream.becomeWritable();
        bench.thread.turn();
        assertThat(stream.lines()).containsExactly("U,1,1,|DELETE");
    }

    @Test
    void whatWaitsForTheFrequencyComesAfterWhatWasHeldBefore() {
        bench.subscribe(session, 1, new Terms(Mode.DISTINCT, 0, false, 2, 100, true), "i", "n");
        stream.lines();
        stream.writable = false;
        for (int n = 1; n <= 3; n++) {
            bench.event("i", "n=" + n);
        }
        bench.thread.turn();
        stream.becomeWritable();
        bench.thread.pass(2_000);
        assertThat(stream.lines()).containsExactly("U,1,1,1", "U,1,1,2", "U,1,1,3");
    }

    @Test
    void theNewFrequencyIsToldBeforeTheUpdateItReleases() {
        var subscription = bench.subscribe(session, 1, new Terms(Mode.MERGE, 0, false, 0.01, 1, true), "i", "n");
        bench.event("i", "n=1");
        bench.event("i", "n=2");
        bench.thread.turn();
        stream.lines();
        session.subscriptions().reconfigure(subscription, place -> 0);
        bench.thread.turn();
        assertThat(stream.lines()).containsExactly("CONF,1,unlimited,filtered", "U,1,1,2");
    }

    @Test
    void aChangeOfFrequencyGivesNoExtraTurn() {
        var subscription = bench.subscribe(session, 1, new Terms(Mode.MERGE, 0, false, 2, 1, true), "i", "n");
        bench.event("i", "n=1");
        bench.thread.turn();
        session.subscriptions().reconfigure(subscription, place -> 1);
        bench.thread.turn();
        stream.lines();
        bench.event("i", "n=2");
        bench.thread.pass(990);
        assertThat(stream.lines()).isEmpty();
        bench.thread.pass(20);
        assertThat(stream.lines()).containsExactly("U,1,1,2");
    }

    @Test
    void everyKeyHasItsOwnTurnAndAdditionsNeverWait() {
        bench.subscribe(session, 1, new Terms(Mode.COMMAND, 0, false, 1, 100, true), "i", "key", "command", "q");
        bench.event("i", "key=A", "command=ADD", "q=1");
        bench.event("i", "key=A", "command=UPDATE", "q=2");
        bench.event("i", "key=A", "command=UPDATE", "q=3");
        bench.event("i", "key=A", "command=UPDATE", "q=4");
        bench.event("i", "key=B", "command=ADD", "q=1");
        bench.event("i", "key=B", "command=UPDATE", "q=7");
        bench.thread.turn();
        assertThat(stream.lines()).endsWith("U,1,1,A|ADD|1", "U,1,1,|UPDATE|2", "U,1,1,B|ADD|1", "U,1,1,|UPDATE|7");
        bench.thread.pass(990);
        assertThat(stream.lines()).isEmpty();
        bench.thread.pass(30);
        assertThat(stream.lines()).containsExactly("U,1,1,A||4");
    }

    @Test
    void rowsThatComeWhileASnapshotWaitsAreToldAfterItsEnd() {
        stream.writable = false;
        bench.subscribe(session, 1, Bench.terms(Mode.COMMAND, Integer.MAX_VALUE), "i", "key", "command", "q");
        bench.event("i", true, "key=A", "command=ADD", "q=1");
        bench.open.get("i").endOfSnapshot();
        bench.thread.turn();
        bench.event("i", "key=B", "command=ADD", "q=2");
        bench.event("i", "key=A", "command=UPDATE", "q=3");
        bench.thread.turn();
        stream.becomeWritable();
        bench.thread.turn();
        assertThat(stream.lines()).containsExactly("SUBCMD,1,1,3,1,2", "CONF,1,unlimited,filtered", "U,1,1,A|ADD|3", "EOS,1,1",
                "U,1,1,B||2");
    }

    @Test
    void moreWaitingRowsThanTheBufferHoldsAreToldAsLost() {
        bench.subscribe(session, 1, new Terms(Mode.COMMAND, 0, false, 0, 3, true), "i", "key", "command");
        stream.lines();
        stream.writable = false;
        for (int n = 1; n <= 5; n++) {
            bench.event("i", "key=K" + n, "command=ADD");
        }
        bench.thread.turn();
        stream.becomeWritable();
        bench.thread.turn();
        assertThat(stream.lines()).containsExactly("OV,1,1,2", "U,1,1,K3|ADD", "U,1,1,K4|", "U,1,1,K5|");
    }

    @Test
    void unfilteredRowsTakeTurnsByKeyUnlessTheOrderAcrossKeysCounts() {
        assertThat(unfiltered(false, 10)).containsExactly("U,1,1,A|ADD|1", "U,1,1,B||", "U,1,1,A|UPDATE|2", "U,1,1,||3", "CS,1,1",
                "U,1,1,C|ADD|1");
        assertThat(unfiltered(true, 10)).containsExactly("U,1,1,A|ADD|1", "U,1,1,|UPDATE|2", "U,1,1,||3", "U,1,1,B|ADD|1", "CS,1,1",
                "U,1,1,C||");
    }

    @Test
    void theBusyKeyPaysForAFullBuffer() {
        assertThat(unfiltered(false, 3)).containsExactly("OV,1,1,2", "U,1,1,A|UPDATE|3", "U,1,1,B|ADD|1", "CS,1,1", "U,1,1,C||");
    }

    private List<String> unfiltered(boolean orderAcrossKeys, int bufferSize) {
        Bench fresh = new Bench();
        RecordingStream slow = RecordingStream.onWebSocket();
        Session its = fresh.bound(slow);
        fresh.subscribe(its, 1, new Terms(Mode.COMMAND, 0, true, 0, bufferSize, orderAcrossKeys), "i", "key", "command", "q");
        slow.lines();
        slow.writable = false;
        fresh.event("i", "key=A", "command=ADD", "q=1");
        fresh.event("i", "key=A", "command=UPDATE", "q=2");
        fresh.event("i", "key=A", "command=UPDATE", "q=3");
        fresh.event("i", "key=B", "command=ADD", "q=1");
        fresh.open.get("i").clearSnapshot();
        fresh.event("i", "key=C", "command=ADD", "q=1");
        fresh.thread.turn();
        slow.becomeWritable();
        fresh.thread.turn();
        return slow.lines();
    }

    @Test
    void everyItemHasItsOwnLimitsAndTheHighestFrequencyIsTold() {
        Terms fast = new Terms(Mode.MERGE, 0, false, 4, 1, true);
        Subscription two = new Subscription(1, Schema.of(List.of("n")), List.of("i", "j"), fast, bench.table, session.output(), true, null);
        two.limit(List.of(fast, fast.withMaxFrequency(1)));
        session.subscriptions().add(two, i -> 10);
        for (int n = 1; n <= 99; n++) {
            bench.event("i", "n=" + n);
            bench.event("j", "n=" + n);
            bench.thread.pass(20);
        }
        List<String> lines = stream.lines();
        assertThat(lines).startsWith("SUBOK,1,2,1", "CONF,1,4,filtered");
        assertThat(lines.stream().filter(line -> line.startsWith("U,1,1,"))).hasSize(8);
        assertThat(lines.stream().filter(line -> line.startsWith("U,1,2,"))).hasSize(2);
    }

    @Test
    void mergeKeepsAsManyStatesAsTheBufferAsksFor() {
        bench.subscribe(session, 1, new Terms(Mode.MERGE, 0, false, 0, 3, true), "i", "n");
        stream.lines();
        stream.writable = false;
        for (int n = 1; n <= 5; n++) {
            bench.event("i", "n=" + n);
            bench.thread.turn();
        }
        stream.becomeWritable();
        bench.thread.turn();
        assertThat(stream.lines()).containsExactly("U,1,1,3", "U,1,1,4", "U,1,1,5");
    }
}
