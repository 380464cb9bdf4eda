package dev.sluice.tests.soak;

import dev.sluice.tests.clients.NodeCrowd;
import dev.sluice.tests.clients.Partner;
import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.NodeSettings;
import dev.sluice.tests.kit.ScriptControl;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Many official clients that are disturbed for a while on one node, and what is wrong afterwards: nothing within a session may be
 * lost, doubled or out of order, short outages must not cost a session, and at the end all states are those of the adapter.
 */
final class Soak implements AutoCloseable {

    private static final int STEPPERS = 4;
    private static final int CROWD = 25;
    /** A node that is this wrong need not be watched for longer. */
    private static final int MOST_FINDINGS = 50;
    private static final Duration SETTLING = Duration.ofSeconds(90);
    private static final Duration PROGRESS = Duration.ofSeconds(30);

    private final Plan plan;
    private final Consumer<String> progress;
    private final Figures figures = new Figures();
    private final Collection<Finding> findings = new ConcurrentLinkedQueue<>();
    private final List<NodeCrowd> crowds = new ArrayList<>();
    private final List<SoakClient> clients = new ArrayList<>();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(STEPPERS);
    private final NodeProcess node;

    /** @param progress is told how it goes, now and then */
    Soak(Plan plan, Consumer<String> progress) throws IOException {
        this.plan = plan;
        this.progress = progress;
        node = NodeProcess.start(new NodeSettings().set("session_recovery_millis", Integer.toString(Plan.RECOVERY_MILLIS))
                .property("sluice.event_loops", "2"));
    }

    /** Runs it; returns what is wrong, in order. */
    List<Finding> run() throws IOException {
        try (ScriptControl script = node.script()) {
            for (int i = 0; i < plan.sessions(); i++) {
                clients.add(client(i));
            }
            script.feed(Plan.EVENTS_PER_SECOND, plan.seed());
            clients.forEach(SoakClient::begin);
            await("every client to be connected", SETTLING);
            progress.accept(clients.size() + " clients connected");
            disturb();
            await("every client to be connected again", SETTLING);
            script.endFeed();
            compare(script);
        }
        node.log().stream().filter(line -> line.contains(" ERROR "))
                .forEach(line -> found(new Finding("node", null, null, line)));
        return List.copyOf(findings);
    }

    /** What was done. */
    Figures figures() {
        return figures;
    }

    @Override
    public void close() throws IOException {
        timer.shutdownNow();
        for (SoakClient client : clients) {
            client.close();
        }
        crowds.forEach(NodeCrowd::close);
        node.close();
    }

    private SoakClient client(int number) throws IOException {
        Schedule schedule = new Schedule(plan.seed(), number);
        if (!plan.onNode(number)) {
            return new SoakClient("Java client " + number, schedule, figures, this::found, node.port(),
                    log -> Partner.JAVA.open(node.port(), log));
        }
        if (number % (CROWD * Plan.NODE_SHARE) == 0) {
            crowds.add(new NodeCrowd());
        }
        NodeCrowd crowd = crowds.get(crowds.size() - 1);
        return new SoakClient("Node client " + number, schedule, figures, this::found, node.port(), crowd::open);
    }

    private void found(Finding finding) {
        findings.add(finding);
        progress.accept("WRONG " + finding);
    }

    private void disturb() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(plan.seconds());
        clients.forEach(client -> client.live(timer, end));
        while (System.nanoTime() - end < 0 && findings.size() < MOST_FINDINGS) {
            long left = Math.min(PROGRESS.toNanos(), end - System.nanoTime());
            Await.holdsWithin(Duration.ofNanos(Math.max(1, left)), () -> findings.size() >= MOST_FINDINGS);
            progress.accept(TimeUnit.NANOSECONDS.toSeconds(end - System.nanoTime()) + " s left: " + figures + "; wrong: " + findings.size());
        }
    }

    private void await(String what, Duration atMost) {
        if (!Await.holdsWithin(atMost, () -> unsettled().isEmpty())) {
            found(new Finding("soak", null, null, "waited in vain for " + what + ": " + unsettled()));
        }
    }

    private List<String> unsettled() {
        return clients.stream().map(SoakClient::unsettled).filter(Objects::nonNull).toList();
    }

    private void compare(ScriptControl script) throws IOException {
        for (SoakClient client : clients) {
            Await.holdsWithin(findings.isEmpty() ? Await.SOON : Duration.ofSeconds(2), () -> client.compare(script::fed) == null);
            Finding finding = client.compare(script::fed);
            if (finding != null) {
                found(finding);
            }
        }
    }
}
