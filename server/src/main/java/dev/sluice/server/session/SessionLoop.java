package dev.sluice.server.session;

/** One event loop of the engine: its thread, and all that its sessions share. Under construction by the engine. */
public final class SessionLoop {

    private final LoopThread thread;

    /** @param thread the loop's thread */
    public SessionLoop(LoopThread thread) {
        this.thread = thread;
    }

    /** The thread behind. */
    public LoopThread thread() {
        return thread;
    }
}
