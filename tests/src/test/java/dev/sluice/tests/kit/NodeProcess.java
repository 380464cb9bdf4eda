package dev.sluice.tests.kit;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import dev.sluice.tests.port.FreePorts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The packaged node in a JVM of its own, on a free loopback port, with a home of its own. Not for use by several threads at once. */
public final class NodeProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(20);
    private static final Pattern PORT = Pattern.compile("<port>(\\d+)</port>");
    /** Every port of every node of this JVM. */
    private static final Map<Integer, NodeProcess> PORTS = new ConcurrentHashMap<>();

    private final NodeHome home;
    private final int port;
    private final List<String> command;
    private final List<String> log = new CopyOnWriteArrayList<>();
    private volatile Process process;

    private NodeProcess(NodeHome home, int port, List<String> command) {
        this.home = home;
        this.port = port;
        this.command = command;
    }

    /** Starts a node with the usual settings and waits until it is ready. */
    public static NodeProcess start() throws IOException {
        return start(new NodeSettings());
    }

    /** Starts a node and waits until it is ready. */
    public static NodeProcess start(NodeSettings settings) throws IOException {
        return start(settings, NodeHome.create());
    }

    /** Starts a node in a prepared home and waits until it is ready. */
    public static NodeProcess start(NodeSettings settings, NodeHome home) throws IOException {
        NodeProcess node = prepare(settings, home);
        node.launch();
        try {
            node.awaitReady();
        } catch (AssertionError e) {
            node.close();
            throw e;
        }
        return node;
    }

    /** A node that is not started yet. */
    public static NodeProcess prepare(NodeSettings settings, NodeHome home) throws IOException {
        int port = FreePorts.next();
        Path conf = home.root().resolve("conf/lightstreamer_conf.xml");
        String xml = settings.xml(port);
        Files.writeString(conf, xml);
        List<String> command = new ArrayList<>(List.of(Layout.java(), "-ea", "-Xmx" + settings.heap(), "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError"));
        command.add("-Dsluice.home=" + home.root());
        command.add("-Dsluice.ready=" + readyFile(home));
        settings.properties().forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-cp", Layout.nodeClassPath(), "dev.sluice.server.node.Main", "run", conf.toString()));
        NodeProcess node = new NodeProcess(home, port, command);
        PORT.matcher(xml).results().forEach(found -> PORTS.put(Integer.parseInt(found.group(1)), node));
        return node;
    }

    /** Whether a port is configured in a node that runs. */
    static boolean listensOn(int port) {
        NodeProcess node = PORTS.get(port);
        return node != null && node.process != null && node.process.isAlive();
    }

    /** Starts the process without waiting. */
    public void launch() throws IOException {
        Files.deleteIfExists(readyFile(home));
        Files.deleteIfExists(controlPortFile());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).directory(home.root().toFile());
        Process started = builder.start();
        process = started;
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
        Thread reader = new Thread(() -> read(started), "node-log-" + port);
        reader.setDaemon(true);
        reader.start();
    }

    /** Waits for the file by which the node says that it is ready. */
    public void awaitReady() {
        Path ready = readyFile(home);
        Await.until(START, () -> "node ready; its log:\n" + logText(), () -> Files.exists(ready) || !process.isAlive());
        if (!Files.exists(ready)) {
            throw new AssertionError("the node ended with " + process.exitValue() + ":\n" + logText());
        }
    }

    /** Ends the process at once, as {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Stops the node, by SIGINT; returns its exit code. */
    public int stop() {
        signal("INT");
        awaitEnd();
        return process.exitValue();
    }

    /** Sends a signal, by its name without SIG. */
    public void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Starts again on the same port and waits until ready. */
    public void restart() throws IOException {
        launch();
        awaitReady();
    }

    /** Waits for the process to end by itself; returns its exit code. */
    public int awaitExit() {
        awaitEnd();
        return process.exitValue();
    }

    /** Port of its http socket. */
    public int port() {
        return port;
    }

    /** Address for clients. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Process id of the JVM. */
    public long pid() {
        return process.pid();
    }

    /** Whether the process runs. */
    public boolean alive() {
        return process.isAlive();
    }

    /** Its folders. */
    public NodeHome home() {
        return home;
    }

    /** Everything it has written to its output, all starts together. */
    public List<String> log() {
        List<String> lines = List.copyOf(log);
        NodeReads.said(lines.stream().mapToLong(String::length).sum());
        return lines;
    }

    /** The log as one text. */
    public String logText() {
        return String.join("\n", log());
    }

    /** A connection to the scripted adapter inside. */
    public ScriptControl script() throws IOException {
        Path file = controlPortFile();
        Await.until("control port of the scripted adapter", () -> Files.exists(file));
        return new ScriptControl(Integer.parseInt(Files.readString(file).trim()));
    }

    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            signal("INT");
            if (!Await.holdsWithin(Duration.ofSeconds(5), () -> !process.isAlive())) {
                process.destroyForcibly();
                awaitEnd();
            }
        }
    }

    private static Path readyFile(NodeHome home) {
        return home.root().resolve("logs/ready");
    }

    private Path controlPortFile() {
        return home.root().resolve("adapters/script/control.port");
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the node did not end; its log:\n" + logText());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void read(Process started) {
        try (BufferedReader reader = started.inputReader();
                Writer copy = Files.newBufferedWriter(home.root().resolve("logs/node.log"), CREATE, APPEND)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                log.add(line);
                copy.write(line + "\n");
                copy.flush();
            }
        } catch (IOException e) {
            log.add("(output closed: " + e.getMessage() + ")");
        }
    }
}
