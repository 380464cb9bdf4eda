package dev.sluice.server.adapter;

/** Where the answer of an adapter goes: exactly one of both methods, once, on the executor that was named with the question. */
public interface Answer<T> {

    /** The adapter agreed. */
    void granted(T value);

    /** The adapter, or the node on its behalf, refused. */
    void refused(Refusal refusal);
}
