package dev.sluice.tests.bench;

import dev.sluice.tests.port.FreePorts;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A server under load: a JVM of its own, with the options of this one. */
final class ServerProcess implements AutoCloseable {
    private static final long START_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    /** Linux counts the time of a process in hundredths of a second, whatever its own clock does. */
    private static final double SECONDS_PER_TICK = 0.01;

    final int webSocketPort;
    final int ingressPort;
    private final Process process;
    private final Path log;

    ServerProcess(String name, Path folder, List<String> main) throws IOException {
        webSocketPort = FreePorts.next();
        ingressPort = FreePorts.next();
        log = folder.resolve(name + ".log");
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(main);
        command.addAll(List.of(Integer.toString(webSocketPort), Integer.toString(ingressPort)));
        process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        awaitPort(webSocketPort);
        awaitPort(ingressPort);
    }

    private void awaitPort(int port) throws IOException {
        long end = System.nanoTime() + START_NANOS;
        while (true) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException notYet) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    close();
                    throw new IOException("the server did not start: " + Files.readString(log).strip() + " (in " + log + ")");
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
        }
    }

    /** Processor time of the process so far, user and system. */
    double cpuSeconds() throws IOException {
        var stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * SECONDS_PER_TICK;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(12, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException impatient) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
