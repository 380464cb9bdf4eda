package dev.sluice.server.node;

import dev.sluice.server.adapter.AdapterLoadException;
import dev.sluice.server.adapter.AdapterLoader;
import dev.sluice.server.adapter.AdapterSet;
import dev.sluice.server.adapter.AdapterSets;
import dev.sluice.server.adapter.AdapterSettings;
import dev.sluice.server.adapter.DataAdapter;
import dev.sluice.server.admission.Admission;
import dev.sluice.server.admission.Drained;
import dev.sluice.server.admission.Queues;
import dev.sluice.server.admission.SchedulerThread;
import dev.sluice.server.cluster.NodeIdentity;
import dev.sluice.server.cluster.StrayRequests;
import dev.sluice.server.config.ClusterConfig;
import dev.sluice.server.config.ConfigReader;
import dev.sluice.server.config.ManagementConfig;
import dev.sluice.server.config.NodeConfig;
import dev.sluice.server.config.SocketConfig;
import dev.sluice.server.counters.Counters;
import dev.sluice.server.counters.LoopCounts;
import dev.sluice.server.counters.LoopGauge;
import dev.sluice.server.counters.PoolGauge;
import dev.sluice.server.counters.WorkPool;
import dev.sluice.server.item.DiffDefaults;
import dev.sluice.server.item.Mailbox;
import dev.sluice.server.logging.LoggingSetup;
import dev.sluice.server.management.ConfigText;
import dev.sluice.server.management.Management;
import dev.sluice.server.management.NodeView;
import dev.sluice.server.management.SocketView;
import dev.sluice.server.request.AdapterSessionControl;
import dev.sluice.server.request.RequestDispatcher;
import dev.sluice.server.session.EndCause;
import dev.sluice.server.session.LoopThread;
import dev.sluice.server.session.Session;
import dev.sluice.server.session.SessionLoop;
import dev.sluice.server.session.SessionRegistry;
import dev.sluice.server.transport.EventLoops;
import dev.sluice.server.transport.ListeningSocket;
import dev.sluice.server.transport.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One push server node: everything between its configuration and its sockets, wired here from top to bottom. */
public final class Node {

    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerLogger.init");
    private static final long STRAY_SUMMARY_MILLIS = 60_000;
    private static final Duration ADAPTER_PATIENCE = Duration.ofSeconds(2);
    private static final long CLOSING_PATIENCE_MILLIS = 3_000;

    private final NodeConfig config;
    private volatile ClusterConfig cluster;
    private final SessionRegistry registry = new SessionRegistry();
    private final SchedulerThread admissionThread = new SchedulerThread();
    private final Admission admission;
    private EventLoops loops;
    private AdapterSets adapterSets;
    private Transport transport;
    private SessionWatches watches;
    private final ConfigText text;
    private final Reload reload;
    private final Operations operations;
    private Management management;

    /**
     * @param file the configuration file
     * @param read what it says, without an error
     * @param text the file as it is
     */
    public Node(Path file, ConfigReader.Result read, String text) {
        this.config = read.config();
        this.cluster = config.cluster();
        this.text = new ConfigText(text, read.effective());
        this.admission = new Admission(config, this::cluster, registry, admissionThread);
        this.reload = new Reload(file, read, text, this);
        this.operations = new Operations(admission, registry, () -> cluster.readinessMaxQueue(),
                () -> reload.carryOut("Asked by the operator"));
    }

    private ClusterConfig cluster() {
        return cluster;
    }

    /** The block {@code sluice} in force from now on. */
    void cluster(ClusterConfig next) {
        cluster = next;
    }

    /** Reads the keystores of a configuration; what is answered has them shown. */
    Runnable prepareKeystores(NodeConfig next) throws IOException {
        Runnable sockets = transport == null ? () -> { } : transport.prepareKeystores(next);
        Runnable connector = management == null ? () -> { } : management.prepareKeystore(next.management());
        return () -> {
            sockets.run();
            connector.run();
        };
    }

    /** The settings in effect are these from now on. */
    void configured(ConfigText next) {
        if (management != null) {
            management.configured(next);
        }
    }

    /** Operators end the process there. */
    void endBy(Ending ending) {
        operations.endBy(ending);
    }

    /** Starts adapters, then listens on every socket of the configuration, or says in one line why it cannot. */
    public void start() throws StartFailure {
        long begin = System.nanoTime();
        NodeIdentity identity = NodeIdentity.load(config.cluster());
        loops = EventLoops.start(Integer.getInteger("sluice.event_loops", config.pools().eventLoops()));
        LOG.info("{} on Java {}, {} event loop(s), {}", "Sluice " + Version.number(), Runtime.version().feature(),
                loops.threads().size(), loops.transportName());
        List<SessionLoop> sessionLoops = sessionLoops();
        watch();
        loadAdapters();
        connectItems(sessionLoops);
        watches = new SessionWatches(registry);
        StrayRequests strays = new StrayRequests(identity, () -> cluster.replacementWindowMillis(),
                config.sessions().controlLinkAddress(), sessionLoops.get(0).nowMillis());
        RequestDispatcher dispatcher = new RequestDispatcher(adapterSets, registry, EngineSettings.sessions(config), strays, admission,
                agent -> config.streams().contentLength().forUserAgent(agent), config.logging().showPassword());
        try {
            transport = Transport.start(config, loops, sessionLoops, dispatcher, serverToken(),
                    new Door(operations, management.health()), this::cluster);
        } catch (IOException cannotListen) {
            throw new StartFailure(cannotListen.getMessage(), cannotListen);
        }
        loops.vertx().setPeriodic(STRAY_SUMMARY_MILLIS, timer -> strays.summarise());
        open(sessionLoops, strays);
        for (ListeningSocket socket : transport.sockets()) {
            LOG.info("Listening on {} ({}, {}) as {}", address(socket), socket.config().secure() ? "https" : "http",
                    socket.config().portType(), socket.config().name());
        }
        LOG.info("Ready after {} ms{}", (System.nanoTime() - begin) / 1_000_000, pageUrl());
    }

    /** Lets operators watch and stop the node while it starts. */
    private void watch() throws StartFailure {
        try {
            management = Management.start(config, text, Version.number(), operations, loops.vertx());
        } catch (IOException cannotBeWatched) {
            throw new StartFailure(cannotBeWatched.getMessage(), cannotBeWatched);
        }
    }

    /** Accepts sessions, and shows everything: all MBeans are there before the status is Running. */
    private void open(List<SessionLoop> sessionLoops, StrayRequests strays) {
        Queues queues = queues(sessionLoops);
        List<LoopCounts> counts = new ArrayList<>();
        sessionLoops.forEach(loop -> counts.add(loop.counts()));
        transport.sockets().forEach(socket -> counts.addAll(socket.counts()));
        operations.opened(adapterSets, strays, watches);
        management.open(new NodeView(new Counters(counts), sessionLoops, registry, adapterSets,
                transport.sockets().stream().<SocketView>map(OpenSocket::new).toList(),
                Pools.views(queues, config.pools(), sessionLoops), admission::prestartedSessions));
        admission.open(queues, transport.sockets());
    }

    /** The queues with a limit. What their pools are in a server of event loops is said in ARCHITECTURE.md. */
    private Queues queues(List<SessionLoop> sessionLoops) {
        PoolGauge pump = new LoopGauge("PUMP", sessionLoops.size(),
                () -> sessionLoops.stream().mapToInt(SessionLoop::waitingSessions).sum());
        List<WorkPool> alone = adapterSets.pools().stream().filter(pool -> pool.size().maxQueue() >= 0).toList();
        List<PoolGauge> blocking = new ArrayList<>(adapterSets.pools());
        blocking.removeAll(alone);
        return new Queues(loops.accept(), transport.handshakes().handshake(), transport.handshakes().certificates(), pump, blocking,
                alone.stream().collect(Collectors.toMap(pool -> pool, pool -> pool.size().maxQueue())));
    }

    private List<SessionLoop> sessionLoops() {
        List<SessionLoop> sessionLoops = new ArrayList<>();
        for (LoopThread thread : loops.threads()) {
            SessionLoop loop = new SessionLoop(thread);
            if (config.management().sessionMBeans() != ManagementConfig.SessionMBeans.NONE) {
                loop.countSessions();
            }
            sessionLoops.add(loop);
        }
        return sessionLoops;
    }

    private void loadAdapters() throws StartFailure {
        var adapters = config.adapters();
        var settings = new AdapterSettings(adapters.expansion(), adapters.envPrefix(), config.connections().forwardCookies(),
                adapters.unexpectedWaitThresholdMillis(), config.pools().server().maxSize(), config.pools().server().maxFree());
        try {
            adapterSets = AdapterLoader.load(adapters.dir(), adapters.sharedDir(), settings,
                    new AdapterSessionControl(registry, this::adapterFailed));
        } catch (AdapterLoadException wrong) {
            throw new StartFailure(wrong.getMessage(), wrong);
        }
        if (adapterSets.all().isEmpty()) {
            LOG.warn("There is no adapter set in {}, so that no client can open a session; put one there, a folder with adapters.xml, or"
                    + " correct adapters_dir", adapters.dir());
        }
        for (AdapterSet set : adapterSets.all()) {
            LOG.info("Adapter set {} loaded in {} ms: {}", set.id(), set.loadMillis(),
                    String.join(", ", set.dataAdapters().stream().map(DataAdapter::name).sorted().toList()));
        }
    }

    private void connectItems(List<SessionLoop> sessionLoops) {
        Mailbox[] boxes = sessionLoops.stream().map(SessionLoop::mailbox).toArray(Mailbox[]::new);
        DiffDefaults differences = EngineSettings.differences(config.subscriptions());
        for (AdapterSet set : adapterSets.all()) {
            for (DataAdapter adapter : set.dataAdapters()) {
                adapter.items().connect(boxes, config.subscriptions().maxBufferSize(), differences);
            }
        }
    }

    private String serverToken() {
        return config.connections().fullServerToken() ? "Sluice " + Version.number() : "Sluice";
    }

    private static String address(ListeningSocket socket) {
        String host = socket.config().listeningInterface();
        return (host == null ? "*" : host) + ":" + socket.port();
    }

    private String pageUrl() {
        if (!config.webServer().enabled()) {
            return "";
        }
        for (ListeningSocket listening : transport.sockets()) {
            SocketConfig socket = listening.config();
            String host = socket.listeningInterface() == null ? "localhost" : socket.listeningInterface();
            return ": open " + (socket.secure() ? "https" : "http") + "://" + host + ":" + listening.port() + "/";
        }
        return "";
    }

    /** An adapter has failed for good: by its contract the process ends, so that a supervisor starts it afresh. */
    private void adapterFailed(String adapter, Throwable cause) {
        LOG.error(LoggingSetup.FATAL, "Adapter {} has failed for good: {}; the node stops", adapter, String.valueOf(cause));
        Thread stopping = new Thread(() -> {
            stop();
            LoggingSetup.stop();
            Runtime.getRuntime().halt(1);
        }, "adapter-failure");
        stopping.start();
    }

    /** Sessions there are. */
    int sessions() {
        return registry.size();
    }

    /** Empties the node as one act; completes when it is over. */
    CompletableFuture<Drained> drain() {
        return admission.drain();
    }

    /** After this time a drain that is not over never will be. */
    long drainLimitMillis() {
        return cluster.drainGraceMillis() + CLOSING_PATIENCE_MILLIS;
    }

    /** Reads the configuration file again and takes over what can change while the node runs. */
    void reload() {
        reload.carryOut("SIGHUP received");
    }

    /** Stops listening, closes every session and adapter; harmless when the start has failed or never came. */
    public void stop() {
        operations.over();
        admissionThread.stop();
        if (adapterSets != null) {
            adapterSets.all().forEach(set -> set.dataAdapters().forEach(adapter -> adapter.items().close()));
        }
        if (transport != null) {
            transport.stopAccepting();
            watches.stop();
            closeSessions();
            transport.stop();
        }
        if (adapterSets != null) {
            try {
                adapterSets.stop(ADAPTER_PATIENCE);
            } catch (InterruptedException impatient) {
                Thread.currentThread().interrupt();
            }
        }
        if (management != null) {
            management.stop();
        }
        if (loops != null) {
            loops.stop();
        }
    }

    /** Sockets are cut without a word, so that clients look for the session at once and open a new one elsewhere. */
    private void closeSessions() {
        List<Session> all = List.copyOf(registry.all());
        CountDownLatch closed = new CountDownLatch(all.size());
        for (Session session : all) {
            session.loop().thread().execute(() -> {
                session.close(EndCause.silent("the node stops"), true);
                closed.countDown();
            });
        }
        try {
            if (!closed.await(CLOSING_PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.warn("{} of {} sessions were not closed within {} ms", closed.getCount(), all.size(),
                        CLOSING_PATIENCE_MILLIS);
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }
}
