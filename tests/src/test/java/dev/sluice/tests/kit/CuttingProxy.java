package dev.sluice.tests.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A TCP relay on loopback that cuts the connections through it, refuses new ones, or holds data back, when told. */
public final class CuttingProxy implements AutoCloseable {

    private static final int SMALL_BUFFER = 4096;
    private static final Supplier<Tap> NO_TAP = () -> (bytes, count) -> { };

    private volatile int target;
    private final int receiveBuffer;
    private final ServerSocket server;
    private final NodeReads.Meter meter;
    private final Set<Relay> relays = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final Object valve = new Object();
    private volatile boolean refusing;
    private boolean stalled;

    private final Supplier<Tap> taps;

    private CuttingProxy(int target, int receiveBuffer, Supplier<Tap> taps) throws IOException {
        this.target = target;
        this.taps = taps;
        meter = NodeReads.meter(target);
        this.receiveBuffer = receiveBuffer;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start("proxy-accept", this::accept);
    }

    /** A relay to a loopback port. */
    public static CuttingProxy to(int port) throws IOException {
        return new CuttingProxy(port, 0, NO_TAP);
    }

    /** A relay with small socket buffers towards the node, so that a stall is felt there soon. */
    public static CuttingProxy narrow(int port) throws IOException {
        return new CuttingProxy(port, SMALL_BUFFER, NO_TAP);
    }

    /** A relay to a loopback port, with somebody who reads along what the node sends on each connection. */
    public static CuttingProxy tapped(int port, Supplier<Tap> taps) throws IOException {
        return new CuttingProxy(port, 0, taps);
    }

    /** Reads along on one connection, on the relay's thread. */
    public interface Tap {
        /** Takes the first bytes of a buffer, which is used again afterwards. */
        void read(byte[] bytes, int count);
    }

    /** Port to connect to. */
    public int port() {
        return server.getLocalPort();
    }

    /** Connections relayed so far, cut ones included. */
    public int accepted() {
        return accepted.get();
    }

    /** Connections relayed now. */
    public int open() {
        return relays.size();
    }

    /** Breaks every connection with a reset. */
    public void cut() {
        relays.forEach(Relay::reset);
    }

    /** From now on new connections go to another port, as from a balancer that has lost its memory. */
    public void turnTo(int port) {
        target = port;
    }

    /** From now on new connections are reset at once, or relayed again. */
    public void refuse(boolean on) {
        refusing = on;
    }

    /** Holds back what the node sends, and soon stops reading it, on every connection, until {@link #resume()}. */
    public void stall() {
        synchronized (valve) {
            stalled = true;
        }
    }

    /** Goes on after {@link #stall()}. */
    public void resume() {
        synchronized (valve) {
            stalled = false;
            valve.notifyAll();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        resume();
        cut();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                if (refusing) {
                    reset(client);
                    continue;
                }
                accepted.incrementAndGet();
                relay(client);
            } catch (IOException e) {
                // The server socket was closed, or the node does not listen now: either way the next accept decides.
            }
        }
    }

    private void relay(Socket client) throws IOException {
        Socket node = new Socket();
        if (receiveBuffer > 0) {
            node.setReceiveBufferSize(receiveBuffer);
        }
        try {
            node.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
        } catch (IOException e) {
            reset(client);
            throw e;
        }
        client.setTcpNoDelay(true);
        node.setTcpNoDelay(true);
        Relay relay = new Relay(client, node);
        relays.add(relay);
        start("proxy-up", () -> relay.pump(client, node, false));
        start("proxy-down", () -> relay.pump(node, client, true));
    }

    private void awaitValve() throws InterruptedException {
        synchronized (valve) {
            while (stalled) {
                valve.wait();
            }
        }
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // Already closed: that is what was wanted.
        }
    }

    private final class Relay {
        private final Socket client;
        private final Socket node;
        private int ended;

        Relay(Socket client, Socket node) {
            this.client = client;
            this.node = node;
        }

        void reset() {
            CuttingProxy.reset(client);
            CuttingProxy.reset(node);
            relays.remove(this);
        }

        void pump(Socket from, Socket to, boolean valved) {
            byte[] buffer = new byte[SMALL_BUFFER];
            Tap tap = valved ? taps.get() : null;
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    if (valved) {
                        meter.read(count);
                        tap.read(buffer, count);
                        awaitValve();
                    }
                    out.write(buffer, 0, count);
                }
                to.shutdownOutput();
                halfDone();
            } catch (IOException | InterruptedException e) {
                reset();
            }
        }

        private synchronized void halfDone() throws IOException {
            if (++ended == 2) {
                client.close();
                node.close();
                relays.remove(this);
            }
        }
    }
}
