package dev.sluice.tests.cluster;

import dev.sluice.tests.suite.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The hosts of one option: a network namespace each, on a public bridge (200.0.0.0/24) and a private one (10.0.0.0/24) that live in
 * a namespace of their own, so that the machine's own gets nothing. Nothing forwards between the two.
 *
 * <p>Names of namespaces hold their owner. What an owner left that is dead, the next network removes.
 */
final class Network implements AutoCloseable {

    /** Address of the hub on the private bridge: where the feed comes from and where JMX is asked from. */
    static final String HUB_ADDRESS = "10.0.0.200";

    private static final String PREFIX = "sluice_";
    private static final String HUB = "hub";
    private static final Path HOSTS = Path.of("/etc/netns");
    private static boolean reclaimed;

    private final String base;
    private final Map<String, String> names;
    private final List<String> namespaces = new ArrayList<>();
    /** Guarded by this. */
    private boolean removed;

    /** Nothing yet; {@code names} is what hosts will be called, with their addresses. */
    Network(String option, Map<String, String> names) {
        this.base = PREFIX + Owner.me() + "_" + option + "_";
        this.names = new LinkedHashMap<>(names);
    }

    /** Makes the bridges. */
    void open() throws IOException {
        reclaim();
        create(HUB);
        ip(HUB, "link add pub type bridge", "link add priv type bridge", "link set pub up", "link set priv up",
                "addr add " + HUB_ADDRESS + "/24 dev priv");
    }

    /** Adds a host; its first word is the bridge ({@code pub} or {@code priv}), then come its addresses there; and so on. */
    void host(String host, String... interfaces) throws IOException {
        create(host);
        String bridge = null;
        for (String word : interfaces) {
            if (word.startsWith("pub") || word.startsWith("priv")) {
                bridge = word;
                Shell.run("ip", "link", "add", host + bridge, "netns", namespace(HUB), "type", "veth", "peer", "name", bridge,
                        "netns", namespace(host));
                ip(HUB, "link set " + host + bridge + " master " + bridge + " up");
                ip(host, "link set " + bridge + " up");
            } else {
                ip(host, "addr add " + word + "/24 dev " + bridge);
            }
        }
    }

    /** Words that, before a command, run it on a host, in the same process. */
    List<String> on(String host, String... command) {
        List<String> words = new ArrayList<>(List.of("ip", "netns", "exec", namespace(host)));
        words.addAll(List.of(command));
        return words;
    }

    /** The hub, as a host. */
    static String hub() {
        return HUB;
    }

    /** Established TCP connections of a host, a line each: local address and port, peer address and port. */
    List<String> connections(String host) throws IOException {
        return Shell.run(on(host, "ss", "-Htn", "state", "established"), "").lines()
                .map(line -> line.trim().split("\\s+")).filter(words -> words.length >= 4)
                .map(words -> plain(words[2]) + " " + plain(words[3])).toList();
    }

    /** Sockets that take IPv6 too show IPv4 addresses in brackets. */
    private static String plain(String address) {
        return address.replaceFirst("^\\[::ffff:([0-9.]+)]", "$1");
    }

    /** Removes all of it, and lets nothing be added. */
    @Override
    public synchronized void close() {
        if (!removed) {
            removed = true;
            namespaces.forEach(Network::remove);
        }
    }

    private synchronized void create(String host) throws IOException {
        if (removed) {
            throw new IllegalStateException("the network is removed");
        }
        String namespace = namespace(host);
        Path folder = Files.createDirectories(HOSTS.resolve(namespace));
        StringBuilder hosts = new StringBuilder("127.0.0.1 localhost\n");
        names.forEach((name, address) -> hosts.append(address).append(' ').append(name).append('\n'));
        Files.writeString(folder.resolve("hosts"), hosts);
        Files.writeString(folder.resolve("resolv.conf"), "options timeout:1 attempts:1\n");
        namespaces.add(namespace);
        Shell.run("ip", "netns", "add", namespace);
        ip(host, "link set lo up");
        Shell.run(on(host, "sh", "-c", "echo 0 > /proc/sys/net/ipv4/ip_forward"), "");
    }

    private void ip(String host, String... commands) throws IOException {
        Shell.run(List.of("ip", "-n", namespace(host), "-batch", "-"), String.join("\n", commands) + "\n");
    }

    private String namespace(String host) {
        return base + host;
    }

    /** Ends what still runs in a namespace, and removes it. */
    private static void remove(String namespace) {
        try {
            if (Files.exists(Path.of("/run/netns", namespace))) {
                Shell.run("ip", "netns", "pids", namespace).lines().map(String::trim).filter(line -> !line.isEmpty())
                        .forEach(pid -> ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly));
                Shell.run("ip", "netns", "del", namespace);
            }
            for (String file : new String[] {"hosts", "resolv.conf", ""}) {
                Files.deleteIfExists(HOSTS.resolve(namespace).resolve(file));
            }
        } catch (IOException e) {
            System.err.println("cannot remove the namespace " + namespace + ": " + e.getMessage());
        }
    }

    /** Removes what processes left that are dead. */
    private static synchronized void reclaim() throws IOException {
        if (reclaimed) {
            return;
        }
        reclaimed = true;
        for (Path folder : new Path[] {Path.of("/run/netns"), HOSTS}) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> entries = Files.list(folder)) {
                    entries.map(entry -> entry.getFileName().toString()).filter(Network::abandoned).forEach(Network::remove);
                }
            }
        }
    }

    private static boolean abandoned(String namespace) {
        String[] parts = namespace.split("_");
        if (parts.length != 4 || !namespace.startsWith(PREFIX)) {
            return false;
        }
        Owner owner = Owner.parse(parts[1]);
        return owner != null && !owner.alive();
    }
}
