package dev.sluice.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A node dies by {@code kill -9} under 500 sessions. Run alone: {@code ./sluice test --only KilledNodeGate}. */
@Isolated
class KilledNodeGate {

    private static final int CLIENTS = 500;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Test
    void withControlLinksNobodyIsToldOfAnError() throws IOException {
        try (TestBed bed = TestBed.start(Options.named("1.B.1"))) {
            bed.tick("state", 1_000, 0);
            Multitude multitude = Multitude.connect(bed, CLIENTS);
            fallsToTheOther(bed, multitude);
            assertThat(multitude.errors()).isZero();
            assertThat(bed.node(2).log(line -> line.contains("(rule "))).as("requests answered by 20, 21 or 11").isEmpty();
        }
    }

    @Test
    void withCookiesEachClientIsToldOnce() throws IOException {
        try (TestBed bed = TestBed.start(Options.named("1.A.2"))) {
            bed.tick("state", 1_000, 0);
            Multitude multitude = Multitude.connect(bed, CLIENTS);
            bed.node(2).awaitWindowOver();
            List<ClusterClient> orphans = multitude.on(bed.node(1));
            fallsToTheOther(bed, multitude);
            assertThat(orphans).allMatch(client -> client.serverErrors().equals(List.of(21)));
            assertThat(multitude.errors()).isEqualTo(orphans.size());
        }
    }

    private static void fallsToTheOther(TestBed bed, Multitude multitude) throws IOException {
        ClusterNode survivor = bed.node(2);
        int orphans = multitude.on(bed.node(1)).size();
        assertThat(orphans).isGreaterThan(CLIENTS / 5);
        long begin = System.nanoTime();
        bed.node(1).kill();
        Await.until(LIMIT, () -> multitude.on(survivor).size() + " on the survivor; " + multitude,
                () -> multitude.on(survivor).size() == CLIENTS && multitude.all().allMatch(ClusterClient::connected));
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        bed.tick("state", 0, 0);
        long fed = bed.fed("state");
        Await.until(Await.SOON, () -> "state " + fed + " at all; " + multitude,
                () -> multitude.all().allMatch(client -> client.last("state") == fed));
        Figures.write(bed, orphans + " of " + CLIENTS + " sessions were on the killed node; all were connected to the other after "
                + millis + " ms, " + multitude.errors() + " errors told to applications");
    }
}
