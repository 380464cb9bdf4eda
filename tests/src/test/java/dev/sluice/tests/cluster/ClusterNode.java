package dev.sluice.tests.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.CompiledAdapters;
import dev.sluice.tests.kit.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A packaged node on a host of the bed, started by its own launcher with a configuration that users copy. */
public final class ClusterNode extends HostProcess {

    /** What the configuration files want to find in the environment. */
    static final String JMX_PASSWORD = "secret";

    private static final Duration START = Duration.ofSeconds(90);
    private static final String LOG_CONFIGURATION = """
            <configuration>
              <appender name="console" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%d{HH:mm:ss.SSS} %-5level %logger %msg%n%ex{12}</pattern></encoder>
              </appender>
              <logger name="LightstreamerLogger" level="INFO"/>
              <logger name="LightstreamerLogger.requests" level="DEBUG"/>
              <root level="WARN"><appender-ref ref="console"/></root>
            </configuration>
            """;
    private static final String JVM = "-Xmx400m -XX:-UseG1GC -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -ea";

    private final int number;
    private final Network network;
    private final Path home;
    private final Map<String, String> properties = new LinkedHashMap<>();

    ClusterNode(int number, Network network, Path home, Path logs) throws IOException {
        super(logs.resolve("node" + number + ".log"));
        this.number = number;
        this.network = network;
        this.home = home;
        Distribution.install(home);
        Path draft = home.resolve("test-log-conf.xml");
        Files.writeString(draft, LOG_CONFIGURATION);
        Distribution.replace(draft, home.resolve("conf/lightstreamer_log_conf.xml"));
        Shell.run("rm", "-rf", home.resolve("adapters").toString());
        Path adapter = home.resolve("adapters/feed");
        Distribution.replace(Layout.adapterSources("feed").resolve("adapters.xml"), adapter.resolve("adapters.xml"));
        Shell.run("cp", "-a", CompiledAdapters.of("feed").toString(), adapter.resolve("classes").toString());
    }

    /** 1 or 2. */
    public int number() {
        return number;
    }

    /** Its host. */
    public String host() {
        return "n" + number;
    }

    /** Its private address. */
    public String address() {
        return "10.0.0." + number;
    }

    public Path home() {
        return home;
    }

    public Path configuration() {
        return home.resolve("conf/lightstreamer_conf.xml");
    }

    /** A system property from the next start on; null removes it. */
    public void property(String name, String value) {
        if (value == null) {
            properties.remove(name);
        } else {
            properties.put(name, value);
        }
    }

    /** Starts without waiting. */
    public void launch() throws IOException {
        Files.deleteIfExists(ready());
        ProcessBuilder builder = new ProcessBuilder(
                network.on(host(), home.resolve("bin/unix-like/LS.sh").toString(), "run"));
        List<String> options = new ArrayList<>(List.of(JVM, "-Dsluice.ready=" + ready()));
        properties.forEach((name, value) -> options.add("-D" + name + "=" + value));
        builder.environment().put("JAVA_OPTS", String.join(" ", options));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("SLUICE_JMX_PASSWORD", JMX_PASSWORD);
        launch(builder.directory(home.toFile()));
    }

    public void awaitReady() {
        Await.until(START, () -> "node " + number + " ready; its log:\n" + logTail(), () -> Files.exists(ready()) || !alive());
        if (!Files.exists(ready())) {
            throw new AssertionError("node " + number + " ended with " + awaitExit() + ":\n" + logTail());
        }
    }

    /** Waits until it takes requests for unknown sessions of other nodes as misrouted. */
    public void awaitWindowOver() {
        // Written in whole seconds.
        Instant end = log(line -> line.contains("replacement_window_millis=")).stream()
                .map(line -> Instant.parse(line.replaceAll(".*until ([^ ]+Z) .*", "$1"))).reduce((first, last) -> last)
                .orElseThrow(() -> new AssertionError("node " + number + " did not say when its window ends:\n" + logTail()));
        Await.until(START, () -> "the window of node " + number + " over at " + end, () -> Instant.now().isAfter(end.plusSeconds(1)));
    }

    public void start() throws IOException {
        launch();
        awaitReady();
    }

    /** Runs a command of the launcher on the node's host; returns its output. */
    public String command(String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of("env", "SLUICE_JMX_PASSWORD=" + JMX_PASSWORD,
                home.resolve("bin/unix-like/LS.sh").toString()));
        all.addAll(List.of(words));
        return Shell.run(network.on(host(), all.toArray(String[]::new)), "");
    }

    /** The tag its session ids carry. */
    public String tag() {
        return log(line -> line.contains("This is node ")).stream().map(line -> line.replaceAll(".*This is node ([^,]+),.*", "$1"))
                .reduce((first, last) -> last).orElseThrow();
    }

    /** Whether a session was created here. */
    public boolean created(String session) {
        return !log(line -> line.contains("Session " + session + " of user")).isEmpty();
    }

    /** Requests logged here that name a session, of a kind. */
    public List<String> requests(String session, String kind) {
        return log(line -> line.contains(session) && line.contains(" " + kind + ": "));
    }

    /** Attributes of its MBeans, by the beans' names. */
    public JsonNode attributes(AgentProcess hub, String bean, String... attributes) {
        return hub.ask("attributes", "node", address() + ":8888", "user", "operator", "password", JMX_PASSWORD,
                "bean", "com.lightstreamer:" + bean, "attributes", attributes).get("beans");
    }

    /** One attribute of a single MBean as a number. */
    public long number(AgentProcess hub, String bean, String attribute) {
        JsonNode beans = attributes(hub, bean, attribute);
        return beans.elements().next().get(attribute).asLong();
    }

    /** Calls an operation of its Server MBean with at most one argument. */
    public String invoke(AgentProcess hub, String operation, String type, Object argument) {
        String[] types = type == null ? new String[0] : new String[] {type};
        Object[] arguments = type == null ? new Object[0] : new Object[] {argument};
        return hub.ask("invoke", "node", address() + ":8888", "user", "operator", "password", JMX_PASSWORD,
                "bean", "com.lightstreamer:type=Server", "operation", operation, "types", types, "arguments", arguments)
                .get("result").asText();
    }

    private Path ready() {
        return home.resolve("logs/test.ready");
    }
}
