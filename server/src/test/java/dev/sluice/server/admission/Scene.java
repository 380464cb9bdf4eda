package dev.sluice.server.admission;

import dev.sluice.server.config.ConfSettings;
import dev.sluice.server.config.NodeConfig;
import dev.sluice.server.config.PortType;
import dev.sluice.server.config.SocketConfig;
import dev.sluice.server.config.TlsConfig;
import dev.sluice.server.counters.LoopGauge;
import dev.sluice.server.counters.PoolGauge;
import dev.sluice.server.protocol.ErrorCode;
import dev.sluice.server.protocol.ProtocolVersion;
import dev.sluice.server.session.EndCause;
import dev.sluice.server.session.LoopThread;
import dev.sluice.server.session.Session;
import dev.sluice.server.session.SessionLoop;
import dev.sluice.server.session.SessionOrigin;
import dev.sluice.server.session.SessionOwner;
import dev.sluice.server.session.SessionRegistry;
import dev.sluice.server.session.SessionSettings;
import dev.sluice.server.subscription.Subscription;
import dev.sluice.server.subscription.SubscriptionSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Admission with its thread, a loop, sockets and queues, all moved by the test. */
final class Scene implements SessionOwner {

    private static final SessionSettings SETTINGS = new SessionSettings(50_000, "*", 10_000, 13_000, 1_000_000, -1, 20_000, 0,
            true, new SubscriptionSettings(100, true, true, 0), 30_000, 5_000, 1_000, 30_000, false, 15_000, 30_000, false, 8_000, 0,
            0, 30);

    private record Due(long atNanos, long order, Runnable task) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = Long.compare(atNanos, other.atNanos);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    /** A session's end. */
    record End(String id, int code, long atMillis) {
    }

    private final PriorityQueue<Due> due = new PriorityQueue<>();
    private long nowNanos = 1_000_000_000_000L;
    private long order;
    private int sessions;
    private final SessionRegistry registry = new SessionRegistry();
    private final SessionLoop loop = new SessionLoop(new Loop());
    private final Map<String, Integer> queues = new TreeMap<>();
    private final List<Gate> gates = new ArrayList<>();
    private final Map<PoolGauge, Integer> alone = new java.util.HashMap<>();
    final List<End> ends = new ArrayList<>();
    Admission admission;

    /** Admission of a configuration that was changed, with these sockets: {@code C} creates, {@code R} controls, {@code G}, {@code P}. */
    Scene open(Consumer<ConfSettings> change, String... sockets) {
        NodeConfig config = NodeConfig.defaults(Path.of("conf"), change);
        for (String socket : sockets) {
            gates.add(new Gate(socket));
        }
        admission = new Admission(config, config::cluster, registry, new OwnThread());
        admission.open(new Queues(gauge("ACCEPT"), gauge("HANDSHAKE"), gauge("CERTIFICATES"), gauge("PUMP"),
                List.of(gauge("SERVER"), gauge("SET A"), gauge("DATA A.X"), gauge("MSG A")), alone), gates);
        pass(0);
        return this;
    }

    Scene alone(String pool, int limit) {
        alone.put(gauge(pool), limit);
        return this;
    }

    private PoolGauge gauge(String name) {
        return new LoopGauge(name, 1, () -> queues.getOrDefault(name, 0));
    }

    /** So much waits there from now on; admission looks. */
    void queue(String pool, int length) {
        queues.put(pool, length);
        pass(100);
    }

    /** Names of the sockets that do not accept, in order. */
    String paused() {
        return gates.stream().filter(gate -> gate.paused).map(gate -> gate.config.name()).collect(Collectors.joining(" "));
    }

    Guest ask(String socket) {
        return ask(socket, "DEMO", -1);
    }

    /** To ask how much waits there fails from now on; admission looks. */
    void failingQueue(String pool) {
        queues.put(pool, null);
        pass(100);
    }

    /** A creation through a socket of this type. */
    Guest ask(String socket, String adapterSet, long ttlMillis) {
        Guest guest = new Guest();
        admission.ask(new Newcomer(type(socket), adapterSet, ttlMillis, loop.thread()), guest);
        pass(0);
        return guest;
    }

    /** A session that has come in; null when it was not let in. */
    Session session(boolean prestarted) {
        if (admission.enter(prestarted) != null) {
            return null;
        }
        Session session = new Session("S" + ++sessions, new SessionOrigin("DEMO", "joe", ProtocolVersion.CURRENT, false, false, 0, false),
                0, SETTINGS, loop, this, registry);
        if (prestarted) {
            session.prestart();
        }
        registry.add(session);
        return session;
    }

    int live() {
        return registry.size();
    }

    int endOf(Session session) {
        return registry.endOf(session.id(), loop.nowMillis()).code();
    }

    void pass(long millis) {
        long end = nowNanos + millis * 1_000_000;
        while (!due.isEmpty() && due.peek().atNanos <= end) {
            Due next = due.poll();
            nowNanos = Math.max(nowNanos, next.atNanos);
            next.task.run();
        }
        nowNanos = end;
    }

    long nowMillis() {
        return nowNanos / 1_000_000;
    }

    private void at(long delayNanos, Runnable task) {
        due.add(new Due(nowNanos + delayNanos, order++, task));
    }

    private static PortType type(String socket) {
        return switch (socket.charAt(socket.length() - 1)) {
            case 'C' -> PortType.CREATE_ONLY;
            case 'R' -> PortType.CONTROL_ONLY;
            case 'P' -> PortType.PRIORITY;
            default -> PortType.GENERAL_PURPOSE;
        };
    }

    @Override
    public void subscriptionClosed(Session session, Subscription subscription) {
        throw new UnsupportedOperationException("these sessions subscribe to nothing");
    }

    @Override
    public void sessionClosed(Session session, EndCause cause) {
        ends.add(new End(session.id(), cause.code(), nowMillis()));
        admission.closed(session);
    }

    @Override
    public void deliverMessage(Session session, long token, String text) {
        throw new UnsupportedOperationException("these sessions send nothing");
    }

    /** Who asks to come in. */
    static final class Guest implements Entrance {
        private final List<String> heard = new ArrayList<>();
        boolean gone;

        @Override
        public void admitted() {
            heard.add("in");
        }

        @Override
        public void refused(ErrorCode reason, boolean load) {
            heard.add(reason.code() + (load ? " load" : ""));
        }

        @Override
        public boolean open() {
            return !gone;
        }

        /** Nothing while it waits, {@code in}, or the code. */
        @Override
        public String toString() {
            return String.join(" ", heard);
        }
    }

    /** {@code s} before the type: TLS; {@code a}: TLS that asks for certificates. */
    private static final class Gate implements AcceptGate {
        private final SocketConfig config;
        private boolean paused;

        private Gate(String name) {
            TlsConfig.ClientAuth auth = name.startsWith("a") ? TlsConfig.ClientAuth.REQUIRED : TlsConfig.ClientAuth.NONE;
            boolean secure = Arrays.asList('a', 's').contains(name.charAt(0));
            config = new SocketConfig(name, 0, 0, type(name), null, List.of(), null,
                    secure ? new TlsConfig(null, null, null, null, false, null, 0, 0, false, auth) : null, 0);
        }

        @Override
        public SocketConfig config() {
            return config;
        }

        @Override
        public void pause() {
            paused = true;
        }

        @Override
        public void resume() {
            paused = false;
        }

        @Override
        public long pausedMillis() {
            return 7;
        }
    }

    private final class OwnThread implements AdmissionThread {
        @Override
        public void execute(Runnable task) {
            at(0, task);
        }

        @Override
        public void schedule(long delayNanos, Runnable task) {
            at(delayNanos, task);
        }

        @Override
        public long nanoTime() {
            return nowNanos;
        }
    }

    private final class Loop implements LoopThread {
        @Override
        public int index() {
            return 0;
        }

        @Override
        public void execute(Runnable task) {
            at(0, task);
        }

        @Override
        public void afterTurn(Runnable task) {
            at(0, task);
        }

        @Override
        public void schedule(long delayMillis, Runnable task) {
            at(delayMillis * 1_000_000, task);
        }

        @Override
        public boolean current() {
            return true;
        }

        @Override
        public long nanoTime() {
            return nowNanos;
        }
    }
}
