package dev.sluice.tests.cluster;

import dev.sluice.tests.kit.Layout;
import dev.sluice.tests.kit.NodeModules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The helpers of a bed, one per host and kind, each started at the first need. */
final class Agents implements AutoCloseable {

    private final Network network;
    private final Path folder;
    private final Path logs;
    /** Guarded by this. */
    private final Map<String, AgentProcess> all = new LinkedHashMap<>();
    /** Guarded by this. */
    private boolean closed;

    /** Clients trust {@code trust.p12} and {@code authority.pem} in the folder. */
    Agents(Network network, Path folder, Path logs) {
        this.network = network;
        this.folder = folder;
        this.logs = logs;
    }

    /** With the current Java client. */
    AgentProcess java(String host) {
        return java("java-" + host, host, System.getProperty("java.class.path"));
    }

    /** With the Java client before it. */
    AgentProcess oldJava(String host) {
        return java("old-java-" + host, host, OldClient.classPath());
    }

    /** With the Node client. */
    synchronized AgentProcess node(String host) {
        return all.computeIfAbsent("node-" + host, name -> {
            try {
                NodeModules.installed();
                ProcessBuilder builder = new ProcessBuilder(network.on(host, "node", "cluster-clients.js"))
                        .directory(Layout.javascript().toFile());
                builder.environment().put("NODE_EXTRA_CA_CERTS", folder.resolve("authority.pem").toString());
                return start(name, builder);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Ends all, and starts none again. */
    @Override
    public synchronized void close() {
        closed = true;
        all.values().forEach(AgentProcess::close);
    }

    private synchronized AgentProcess java(String name, String host, String classPath) {
        return all.computeIfAbsent(name, key -> {
            try {
                return start(key, new ProcessBuilder(network.on(host, Layout.java(), "-Xmx1g", "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1", "-Xss512k",
                        "-Djavax.net.ssl.trustStore=" + folder.resolve("trust.p12"),
                        "-Djavax.net.ssl.trustStorePassword=" + new String(Authority.PASSWORD),
                        "-cp", classPath, "dev.sluice.tests.cluster.agent.Agent")));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private AgentProcess start(String name, ProcessBuilder builder) throws IOException {
        if (closed) {
            throw new IllegalStateException(name + " is not to start again");
        }
        return new AgentProcess("cluster-logs/" + logs.getFileName() + "/" + name, builder);
    }
}
