package dev.sluice.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.sluice.server.LogLines;
import dev.sluice.server.counters.WorkPool;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tasks and calls that take too long are told once per sample. */
class PoolWatchTest {

    private static final long SECOND = 1_000_000_000L;

    private final WorkPool pool = new WorkPool("SERVER", new WorkPool.Size(1, 1, 0, -1), null);
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void openGate() {
        gate.countDown();
        pool.shutdown();
    }

    private void taskThatWaits() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        pool.execute(() -> {
            begun.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        begun.await();
        pool.execute(() -> { });
        spinMillis(3);
    }

    private static void spinMillis(long millis) {
        long since = System.nanoTime();
        while (System.nanoTime() - since < millis * 1_000_000) {
            Thread.onSpinWait();
        }
    }

    @Test
    void taskThatWaitsTooLongIsToldOncePerSample() throws InterruptedException {
        taskThatWaits();
        try (LogLines log = LogLines.of("LightstreamerLogger.scheduler")) {
            PoolWatch watch = new PoolWatch(List.of(pool), 1, 0, 2_000, 0);
            watch.look(SECOND);
            assertThat(log.at(Level.WARN)).isEmpty();
            watch.look(2 * SECOND);
            watch.look(3 * SECOND);
            assertThat(log.at(Level.WARN)).singleElement().asString().startsWith("Pool SERVER: a task has waited ")
                    .contains("of 1 threads, more than max_task_wait_millis=1, 1 tasks wait");
            watch.look(4 * SECOND);
            assertThat(log.at(Level.WARN)).hasSize(2);
        }
    }

    @Test
    void callThatIsInCourseTooLongIsTold() {
        pool.track(new CompletableFuture<>());
        spinMillis(3);
        try (LogLines log = LogLines.of("LightstreamerLogger.scheduler")) {
            new PoolWatch(List.of(pool), 1, 1, 2_000, 0).look(2 * SECOND);
            assertThat(log.at(Level.WARN)).singleElement().asString().startsWith("Pool SERVER: an asynchronous call has been in course")
                    .contains("more than async_processing_threshold_millis=1, 1 are in course");
        }
    }

    @Test
    void zeroIsOff() throws InterruptedException {
        taskThatWaits();
        pool.track(new CompletableFuture<>());
        spinMillis(3);
        try (LogLines log = LogLines.of("LightstreamerLogger.scheduler")) {
            new PoolWatch(List.of(pool), 0, 0, 2_000, 0).look(2 * SECOND);
            assertThat(log.at(Level.WARN)).isEmpty();
        }
    }
}
