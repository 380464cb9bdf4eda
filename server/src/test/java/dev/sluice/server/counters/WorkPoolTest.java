package dev.sluice.server.counters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a pool gets threads to its tasks. */
class WorkPoolTest {

    private final CountDownLatch gate = new CountDownLatch(1);
    private final BlockingQueue<String> started = new LinkedBlockingQueue<>();

    @AfterEach
    void openGate() {
        gate.countDown();
    }

    private static WorkPool pool(int maxSize, int maxFree) {
        return new WorkPool("MSG DEMO", WorkPool.Size.of(maxSize, maxFree), null);
    }

    private void block(WorkPool pool) {
        pool.execute(() -> {
            started.add(Thread.currentThread().getName());
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private String nextStarted() throws InterruptedException {
        return started.poll(10, TimeUnit.SECONDS);
    }

    @Test
    void blockedTasksMakeItGrowToItsLimitAndThenWait() throws Exception {
        WorkPool pool = pool(3, 1);
        for (int i = 0; i < 5; i++) {
            block(pool);
        }
        assertThat(nextStarted() + nextStarted() + nextStarted()).contains("MSG DEMO-1", "MSG DEMO-2", "MSG DEMO-3");
        assertThat(pool.queueLength()).isEqualTo(2);
        assertThat(pool.activeThreads()).isEqualTo(3);
        assertThat(pool.currentThreads()).isEqualTo(3);
        assertThat(pool.oldestWaitMillis()).isNotNegative();
        assertThat(started).isEmpty();
        gate.countDown();
        assertThat(nextStarted()).isNotNull();
        assertThat(nextStarted()).isNotNull();
        assertThat(pool.startedTasks()).isEqualTo(5);
        assertThat(pool.queueLength()).isZero();
    }

    @Test
    void sizeZeroIsUnlimited() throws Exception {
        WorkPool pool = pool(0, 0);
        for (int i = 0; i < 50; i++) {
            block(pool);
        }
        for (int i = 0; i < 50; i++) {
            assertThat(nextStarted()).isNotNull();
        }
    }

    @Test
    void taskThatThrowsHarmsNoOther() throws Exception {
        WorkPool pool = pool(1, 1);
        pool.execute(() -> {
            throw new AssertionError("thrown by a test");
        });
        block(pool);
        assertThat(nextStarted()).isEqualTo("MSG DEMO-1");
    }

    @Test
    void oneThreadKeepsTheOrder() throws Exception {
        WorkPool pool = pool(1, 1);
        for (int i = 0; i < 1000; i++) {
            String name = "" + i;
            pool.execute(() -> started.add(name));
        }
        for (int i = 0; i < 1000; i++) {
            assertThat(nextStarted()).isEqualTo("" + i);
        }
    }

    @Test
    void asynchronousCallsCountAsWaitingUntilTheyAreComplete() {
        WorkPool pool = pool(1, 1);
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletableFuture<String> second = new CompletableFuture<>();
        pool.track(first);
        pool.track(second);
        assertThat(pool.pending()).isEqualTo(2);
        assertThat(pool.queueLength()).isEqualTo(2);
        second.complete("");
        assertThat(pool.pending()).isEqualTo(1);
        long since = System.nanoTime();
        while (System.nanoTime() - since < 2_000_000) {
            Thread.onSpinWait();
        }
        assertThat(pool.oldestPendingMillis()).isPositive();
        first.completeExceptionally(new IllegalStateException("thrown by a test"));
        assertThat(pool.oldestPendingMillis()).isZero();
        assertThat(pool.queueLength()).isZero();
    }

    @Test
    void stoppedPoolDropsTasksButEndsThoseThatWait() throws Exception {
        WorkPool pool = pool(1, 1);
        block(pool);
        block(pool);
        nextStarted();
        pool.shutdown();
        pool.execute(() -> started.add("late"));
        assertThat(pool.queueLength()).isEqualTo(1);
        gate.countDown();
        assertThat(nextStarted()).isEqualTo("MSG DEMO-1");
        assertThat(started).isEmpty();
    }
}
