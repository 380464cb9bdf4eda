package dev.sluice.tests.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * One option at work: two nodes, the balancer, clients on hosts of their own and a feed for both nodes.
 *
 * <p>Node and balancer files are byte for byte those of {@code conf/clustering}, beside key stores made for the run, unless a test
 * says how it changes them.
 */
public final class TestBed implements AutoCloseable {

    /** The item with a number in each event and enough filling to end an HTTP stream now and then. */
    public static final String SEQUENCE = "seq";

    private static final int FEED_PORT = 7000;
    private static final int FEED_MILLIS = 100;
    private static final int FILLING = 1_500;
    /** Held while processes start and clients connect, which takes all cores: patience of clients is the same on a busy machine. */
    private static final ReentrantLock STARTING = new ReentrantLock();
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Deployment deployment;
    private final Path folder;
    private final Path logs;
    private final Network network;
    private final List<ClusterNode> nodes = new ArrayList<>();
    private final HaProxy balancer;
    private final Nginx nginx;
    private final Agents agents;
    private final Runnable undoing = this::undo;

    private TestBed(Deployment deployment, String variant) throws IOException {
        this.deployment = deployment;
        String name = deployment.option() + variant;
        folder = Files.createDirectories(Distribution.workplace().resolve(COUNT.incrementAndGet() + "-" + name));
        logs = Files.createDirectories(Layout.target().resolve("cluster-logs").resolve(name));
        try (var old = Files.list(logs)) {
            for (Path file : old.toList()) {
                Files.delete(file);
            }
        }
        network = new Network(name, deployment.hosts());
        balancer = new HaProxy(network, Files.createDirectories(folder.resolve("balancer")), logs);
        nginx = new Nginx(network, folder.resolve("balancer"), logs);
        Authority authority = Authority.shared();
        agents = new Agents(network, folder, logs);
        authority.writeTruststore(folder.resolve("trust.p12"));
        authority.writeCertificate(folder.resolve("authority.pem"));
    }

    /** The option as its files have it, up and running. */
    public static TestBed start(Deployment deployment) throws IOException {
        return start(deployment, "", UnaryOperator.identity());
    }

    /** A variant of it, mostly beside the option itself: each file is changed before it is used. */
    public static TestBed start(Deployment deployment, String variant, UnaryOperator<String> change) throws IOException {
        Requirements.demand();
        TestBed bed = new TestBed(deployment, variant);
        AtExit.add(bed.undoing);
        try {
            undisturbed(() -> bed.build(change));
            return bed;
        } catch (IOException | RuntimeException | Error e) {
            bed.close();
            throw e;
        }
    }

    /** Something that takes all cores for some seconds. */
    @FunctionalInterface
    interface Start {
        /** Does it; waits until it is over. */
        void run() throws IOException;
    }

    /** Runs it while no bed does anything of the kind. */
    static void undisturbed(Start start) throws IOException {
        STARTING.lock();
        try {
            start.run();
        } finally {
            STARTING.unlock();
        }
    }

    private void build(UnaryOperator<String> change) throws IOException {
        network.open();
        for (int number = 1; number <= 2; number++) {
            List<String> interfaces = new ArrayList<>(List.of("priv", "10.0.0." + number));
            if (deployment.hasPublicNodes()) {
                interfaces.addAll(List.of("pub", "200.0.0." + number));
            }
            network.host("n" + number, interfaces.toArray(String[]::new));
            nodes.add(node(number, change));
        }
        List<String> addresses = new ArrayList<>(List.of("priv", "10.0.0.254", "pub"));
        addresses.addAll(deployment.balancerAddresses());
        network.host("lb", addresses.toArray(String[]::new));
        network.host("c1", "pub", "200.0.0.101", "200.0.0.111", "200.0.0.112", "200.0.0.113", "200.0.0.114");
        network.host("c2", "pub", "200.0.0.102", "200.0.0.121", "200.0.0.122", "200.0.0.123", "200.0.0.124");
        for (var certificate : deployment.balancerCertificates().entrySet()) {
            Authority.shared().identity(certificate.getValue()).writePem(folder.resolve("balancer").resolve(certificate.getKey()));
        }
        copy(files().resolve("haproxy.cfg"), folder.resolve("balancer/haproxy.cfg"), change);
        if (hasNginx()) {
            copy(files().resolve("nginx.conf"), folder.resolve("balancer/nginx.conf"), change);
        }
        hub().ask("feed", "host", Network.HUB_ADDRESS, "port", FEED_PORT);
        nodes.get(0).launch();
        nodes.get(1).launch();
        nodes.forEach(ClusterNode::awaitReady);
        balancer.start();
        tick(SEQUENCE, FEED_MILLIS, FILLING);
        awaitNodes(2);
        for (ClusterNode node : nodes) {
            balancer.awaitServer("nodes", node.host(), "UP");
        }
    }

    private ClusterNode node(int number, UnaryOperator<String> change) throws IOException {
        ClusterNode node = new ClusterNode(number, network, folder.resolve("node" + number), logs);
        if (!deployment.twoAddresses() && !deployment.isAsShipped()) {
            // As short as the session times allow, so that a dead node's clients find misrouting where they are sent.
            node.property("sluice.replacement_window_millis", "1000");
        }
        copy(files().resolve("node" + number).resolve("lightstreamer_conf.xml"), node.configuration(), change);
        for (var keystore : deployment.keystores(number).entrySet()) {
            Authority.shared().identity(keystore.getValue())
                    .writeKeystore(node.configuration().resolveSibling(keystore.getKey() + ".keystore"));
        }
        return node;
    }

    /** Whether the option has a file for nginx too. */
    public boolean hasNginx() {
        return Files.exists(files().resolve("nginx.conf"));
    }

    /** Puts nginx in the place of HAProxy. */
    public Nginx useNginx() throws IOException {
        balancer.end();
        nginx.start();
        return nginx;
    }

    /** Puts HAProxy back in its place. */
    void useHaProxy() throws IOException {
        nginx.end();
        balancer.start();
    }

    /** The folder with the option's files in the source tree. */
    public Path files() {
        return Layout.root().resolve("conf/clustering").resolve(deployment.option());
    }

    private static void copy(Path from, Path to, UnaryOperator<String> change) throws IOException {
        String text = Files.readString(from);
        String changed = change.apply(text);
        if (changed.equals(text)) {
            Distribution.replace(from, to);
        } else {
            Files.deleteIfExists(to);
            Files.writeString(to, changed);
        }
    }

    public Deployment deployment() {
        return deployment;
    }

    Network network() {
        return network;
    }

    /** Node 1 or 2. */
    public ClusterNode node(int number) {
        return nodes.get(number - 1);
    }

    public List<ClusterNode> nodes() {
        return nodes;
    }

    public HaProxy balancer() {
        return balancer;
    }

    public Path logs() {
        return logs;
    }

    /** The node on which a session was created; its log may be behind the client. */
    public ClusterNode home(String session) {
        Await.until("session " + session + " created on a node", () -> nodes.stream().anyMatch(node -> node.created(session)));
        return nodes.stream().filter(node -> node.created(session)).findFirst().orElseThrow();
    }

    /** From now on an event of an item of the feed every so many milliseconds; 0 stops. */
    public void tick(String item, int millis, int length) {
        hub().ask("tick", "item", item, "millis", millis, "length", length);
    }

    /** The last number of an item of the feed. */
    public long fed(String item) {
        return hub().ask("last", "item", item).get("n").asLong();
    }

    /** Waits until so many nodes follow the feed. */
    public void awaitNodes(int count) {
        Await.until("nodes at the feed: " + count, () -> hub().ask("last").get("nodes").asInt() == count);
    }

    /** The agent beside the nodes: the feed, and questions over JMX. */
    public AgentProcess hub() {
        return agents.java(Network.hub());
    }

    /** An agent on a host, with the current Java client; started at the first need. */
    public AgentProcess java(String host) {
        return agents.java(host);
    }

    /** An agent on a host with the Java client before it. */
    public AgentProcess oldJava(String host) {
        return agents.oldJava(host);
    }

    /** The process with the Node clients of a host. */
    public AgentProcess node(String host) {
        return agents.node(host);
    }

    /** A request of the protocol from a host, on a connection of its own; further names and values go to the agent. */
    public JsonNode request(String host, String url, String request, String parameters, Object... more) {
        Object[] all = new Object[more.length + 4];
        all[0] = "url";
        all[1] = url + "/lightstreamer/" + request + ".txt?LS_protocol=TLCP-2.5.0";
        all[2] = "body";
        all[3] = parameters;
        System.arraycopy(more, 0, all, 4, more.length);
        return java(host).tryAsk("http", all);
    }

    @Override
    public void close() {
        undo();
        AtExit.forget(undoing);
    }

    private void undo() {
        agents.close();
        nodes.forEach(node -> {
            if (node.alive()) {
                node.kill();
            }
            node.retire();
        });
        balancer.retire();
        nginx.retire();
        network.close();
    }
}
