package dev.sluice.server.transport;

import dev.sluice.server.session.LoopThread;
import io.netty.channel.EventLoop;
import io.netty.channel.SingleThreadEventLoop;
import java.util.concurrent.TimeUnit;

/** One of Vert.x's event loops as the engine sees it. */
final class NettyLoop implements LoopThread {

    private final int index;
    private final EventLoop loop;

    NettyLoop(int index, EventLoop loop) {
        this.index = index;
        this.loop = loop;
    }

    EventLoop netty() {
        return loop;
    }

    /** Tasks that wait for the loop; any thread. */
    int waiting() {
        return loop instanceof SingleThreadEventLoop single ? single.pendingTasks() : 0;
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }

    @Override
    public void afterTurn(Runnable task) {
        if (loop instanceof SingleThreadEventLoop single) {
            single.executeAfterEventLoopIteration(task);
        } else {
            loop.execute(task);
        }
    }

    @Override
    public void schedule(long delayMillis, Runnable task) {
        loop.schedule(task, delayMillis, TimeUnit.MILLISECONDS);
    }

    @Override
    public boolean current() {
        return loop.inEventLoop();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }
}
