package dev.sluice.server.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** An answer a test waits for; fails when it comes twice. */
final class Outcome<T> implements Answer<T> {

    private final CompletableFuture<T> granted = new CompletableFuture<>();
    private final CompletableFuture<Refusal> refused = new CompletableFuture<>();

    @Override
    public void granted(T value) {
        assertThat(answered()).as("a second answer").isFalse();
        granted.complete(value);
    }

    @Override
    public void refused(Refusal refusal) {
        assertThat(answered()).as("a second answer").isFalse();
        refused.complete(refusal);
    }

    boolean answered() {
        return granted.isDone() || refused.isDone();
    }

    T granted() throws Exception {
        CompletableFuture.anyOf(granted, refused).get(10, TimeUnit.SECONDS);
        assertThat(refused).as("refusal").isNotDone();
        return granted.join();
    }

    Refusal refused() throws Exception {
        CompletableFuture.anyOf(granted, refused).get(10, TimeUnit.SECONDS);
        assertThat(granted).as("grant").isNotDone();
        return refused.join();
    }

    int code() throws Exception {
        return refused().code();
    }
}
