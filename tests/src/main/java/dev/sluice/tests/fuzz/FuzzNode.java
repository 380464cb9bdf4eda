package dev.sluice.tests.fuzz;

import dev.sluice.tests.port.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The packaged node in a JVM of its own with the adapter set {@code FUZZ} and short pauses, so that sessions left behind end soon. */
final class FuzzNode implements AutoCloseable {

    /** Longest life of a session nobody cares for: the pause asked for, the session timeout, the recovery time, and some more. */
    static final long FORGOTTEN_SECONDS = 60;
    private static final long START_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    /** Otherwise a full collection leaves up to a twentieth of the old generation as it is, and a histogram counts that as int[]. */
    private static final String EVERYTHING_COMPACTED = "-XX:MarkSweepDeadRatio=0";
    private static final String CONFIGURATION = """
            <?xml version="1.0" encoding="UTF-8"?>
            <lightstreamer_conf>
              <http_server name="fuzz"><port>%d</port><listening_interface>127.0.0.1</listening_interface></http_server>
              <read_timeout_millis>2000</read_timeout_millis>
              <write_timeout_millis>10000</write_timeout_millis>
              <request_limit>5000</request_limit>
              <logback_properties>./log.xml</logback_properties>
              <collector_millis>2000</collector_millis>
              <content_length><default>40000</default></content_length>
              <session_timeout_millis>2000</session_timeout_millis>
              <session_recovery_millis>2000</session_recovery_millis>
              <max_recovery_length>100000</max_recovery_length>
              <missing_message_timeout_millis>1000</missing_message_timeout_millis>
              <default_keepalive_millis>1000</default_keepalive_millis>
              <min_keepalive_millis>500</min_keepalive_millis>
              <max_keepalive_millis>3000</max_keepalive_millis>
              <max_polling_millis>2000</max_polling_millis>
              <max_idle_millis>1000</max_idle_millis>
              <use_compression>Y</use_compression>
              <compression_threshold>20</compression_threshold>
              <adapters_dir>../adapters</adapters_dir>
              <cross_domain_policy accept_credentials="Y" options_max_age="3600">
                <allow_access_from scheme="http" host="x" port="80"/>
              </cross_domain_policy>
              <web_server><enabled>Y</enabled><pages_dir>../pages</pages_dir></web_server>
            </lightstreamer_conf>
            """;
    private static final String LOGGING = """
            <configuration>
              <appender name="console" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%d{HH:mm:ss.SSS} %-5level %logger [%thread] %msg%n%ex</pattern></encoder>
              </appender>
              <logger name="LightstreamerLogger" level="INFO"/>
              <root level="WARN"><appender-ref ref="console"/></root>
            </configuration>
            """;
    private static final String ADAPTERS = """
            <?xml version="1.0" encoding="UTF-8"?>
            <adapters_conf id="FUZZ">
              <metadata_provider><adapter_class>%s</adapter_class></metadata_provider>
              <data_provider name="FEED"><adapter_class>%s</adapter_class></data_provider>
            </adapters_conf>
            """.formatted(FuzzMetadata.class.getName(), FuzzFeed.class.getName());

    private final int port;
    private final Path log;
    private final Process process;

    private FuzzNode(Path tree) throws IOException {
        port = FreePorts.next();
        Path home = tree.resolve("tests/target/fuzz/node-" + port);
        Path conf = Files.createDirectories(home.resolve("conf"));
        Files.createDirectories(home.resolve("pages"));
        Files.writeString(home.resolve("pages/index.html"), "<p>fuzz</p>");
        Files.writeString(conf.resolve("lightstreamer_conf.xml"), CONFIGURATION.formatted(port));
        Files.writeString(conf.resolve("log.xml"), LOGGING);
        Path adapters = Files.createDirectories(home.resolve("adapters/fuzz"));
        Files.writeString(adapters.resolve("adapters.xml"), ADAPTERS);
        deploy(FuzzFeed.class, adapters);
        deploy(FuzzMetadata.class, adapters);
        log = home.resolve("node.log");
        process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-ea", "-Xmx256m",
                "-XX:+UseSerialGC", EVERYTHING_COMPACTED, "-XX:+ExitOnOutOfMemoryError", "-Dsluice.event_loops=2", "-Dsluice.home=" + home, "-cp",
                tree.resolve("server/target/sluice-server.jar") + ":" + tree.resolve("server/target/lib") + "/*",
                "dev.sluice.server.node.Main", "run", conf.resolve("lightstreamer_conf.xml").toString())
                .redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    /** Starts a node and waits until it answers. */
    static FuzzNode start(Path tree) throws IOException {
        FuzzNode node = new FuzzNode(tree);
        long end = System.nanoTime() + START_NANOS;
        while (!Wire.answers(node.port)) {
            if (!node.alive() || System.nanoTime() > end) {
                node.close();
                throw new IOException("the node did not start: " + Files.readString(node.log).strip());
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return node;
    }

    private static void deploy(Class<?> type, Path adapters) throws IOException {
        String file = type.getName().replace('.', '/') + ".class";
        Path target = adapters.resolve("classes").resolve(file);
        Files.createDirectories(target.getParent());
        try (var in = type.getClassLoader().getResourceAsStream(file)) {
            Files.write(target, in.readAllBytes());
        }
    }

    int port() {
        return port;
    }

    boolean alive() {
        return process.isAlive();
    }

    Path log() {
        return log;
    }

    /** Lines of the log that speak of errors or exceptions, the first few. */
    List<String> complaints() throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(" ERROR ") || line.contains("Exception") || line.startsWith("\tat ")
                    || line.contains("Error:") || line.contains("LEAK")).limit(20).toList();
        }
    }

    /** What lives in the heap after a full collection; {@code table} names the file beside the log that says it class by class. */
    LiveHeap liveHeap(String table) throws IOException, InterruptedException {
        return LiveHeap.of(process.pid(), log.resolveSibling(table));
    }

    /** Writes what lives in the heap, object by object, beside the log. */
    Path heapDump() throws IOException, InterruptedException {
        return LiveHeap.dump(process.pid(), log.resolveSibling("heap.hprof"));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException impatient) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
