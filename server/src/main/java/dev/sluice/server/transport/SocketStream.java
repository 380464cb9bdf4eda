package dev.sluice.server.transport;

import dev.sluice.server.session.LoopThread;
import dev.sluice.server.session.StreamConnection;
import io.netty.channel.ChannelHandlerContext;

/**
 * What the streams over HTTP and WebSocket have in common. The session's loop ("owner") calls the methods of the port, the
 * socket's loop ("home") tells what happens to the socket; writes of another loop are handed over, in order, by the channel.
 */
abstract class SocketStream implements StreamConnection {

    final ChannelHandlerContext context;
    final PortContext port;
    private volatile LoopThread owner;
    private volatile boolean lost;
    private Listener listener;
    private boolean ended;
    private boolean finished;

    SocketStream(ChannelHandlerContext context, PortContext port) {
        this.context = context;
        this.port = port;
    }

    @Override
    public final void listener(Listener newListener, LoopThread newOwner) {
        listener = newListener;
        owner = newOwner;
        if (lost) {
            newOwner.execute(this::tellLost);
        }
    }

    @Override
    public final boolean writable() {
        return context.channel().isWritable();
    }

    @Override
    public final void flush() {
        context.flush();
    }

    @Override
    public final void finish(boolean closeSocket) {
        ended = true;
        finished = !closeSocket;
        home(() -> finishAtHome(closeSocket));
    }

    @Override
    public final void abort() {
        ended = true;
        ended();
        home(() -> Sockets.cut(context));
    }

    @Override
    public final void forget() {
        finished = false;
        listener = null;
    }

    /** The stream is cut or lost, and nothing is written any more; on the session's loop. */
    void ended() {
        // Most streams hold nothing.
    }

    /** Ends the stream on the socket's loop, behind everything written. */
    abstract void finishAtHome(boolean closeSocket);

    /** The socket is gone, or was when the stream it carried last had been finished; on the socket's loop. */
    final void socketLost() {
        lost = true;
        LoopThread target = owner;
        if (target != null) {
            run(target, this::tellLost);
        }
    }

    /** The socket takes bytes again; on the socket's loop. Posted, because it may happen inside a write of the session. */
    final void socketWritable() {
        LoopThread target = owner;
        if (target != null) {
            target.execute(() -> {
                if (!ended) {
                    listener.onWritable();
                }
            });
        }
    }

    private void tellLost() {
        if (!ended) {
            ended = true;
            ended();
            listener.onLost(this);
        } else if (finished) {
            finished = false;
            listener.onEndInDoubt(this);
        }
    }

    private void home(Runnable task) {
        run(port.loop, task);
    }

    private static void run(LoopThread loop, Runnable task) {
        if (loop.current()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }
}
