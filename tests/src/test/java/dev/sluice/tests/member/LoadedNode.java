package dev.sluice.tests.member;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.NodeHome;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.NodeReads;
import dev.sluice.tests.kit.NodeSettings;
import dev.sluice.tests.kit.ScriptControl;
import dev.sluice.tests.port.FreePorts;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A node with a socket of each type, two loops and small limits, and what a test sees of its back-pressure. */
final class LoadedNode implements AutoCloseable {

    private static final Duration A_WHILE = Duration.ofSeconds(1);

    final NodeProcess node;
    final ScriptControl script;
    final Caller general;
    final Caller creating;
    final Caller controlling;
    final Caller priority;

    LoadedNode(NodeSettings settings) throws IOException {
        this(settings, NodeHome.create());
    }

    LoadedNode(NodeSettings settings, NodeHome home) throws IOException {
        int create = FreePorts.next();
        int control = FreePorts.next();
        int first = FreePorts.next();
        node = NodeProcess.start(settings.property("sluice.event_loops", "2")
                .socket("S", "127.0.0.1", create, "<port_type>CREATE_ONLY</port_type>")
                .socket("CR", "127.0.0.1", control, "<port_type>CONTROL_ONLY</port_type>")
                .socket("PRIORITY", "127.0.0.1", first, "<port_type>PRIORITY</port_type>"), home);
        script = node.script();
        general = Caller.of(node.port());
        creating = Caller.of(create);
        controlling = Caller.of(control);
        priority = Caller.of(first);
    }

    /** A creation on a connection of its own, under way. */
    CompletableFuture<List<String>> creation(Caller socket, String more) {
        NodeReads.Meter meter = NodeReads.meter(node.port());
        return CompletableFuture.supplyAsync(() -> {
            try {
                List<String> answer = socket.fresh().ask("create_session", Caller.CREATE + Caller.POLL + more);
                meter.read(String.join("", answer).length());
                return answer;
            } catch (IOException e) {
                return List.of(e.toString());
            }
        });
    }

    void assertRefused() throws IOException {
        assertThat(general.ask("create_session", Caller.CREATE + Caller.POLL)).singleElement().asString().startsWith("CONERR,5,");
    }

    void assertAdmitted(Caller socket) throws IOException {
        assertThat(socket.fresh().session()).isNotEmpty();
    }

    /** The socket lets no connection in: what is sent is not answered. */
    CompletableFuture<List<String>> assertPaused(Caller socket) {
        CompletableFuture<List<String>> waits = creation(socket, "");
        assertThat(Await.holdsWithin(A_WHILE, waits::isDone)).as("answered").isFalse();
        return waits;
    }

    void awaitLog(String text) {
        Await.until(Await.SOON, () -> "\"" + text + "\" in the log:\n" + node.logText(), () -> logged(text) > 0);
    }

    long logged(String text) {
        return node.log().stream().filter(line -> line.contains(text)).count();
    }

    /** The event loop a session lives on, by the name of its thread. */
    String loopOf(String session) {
        awaitLog("Session " + session + " of user");
        String line = node.log().stream().filter(l -> l.contains("Session " + session + " of user")).findFirst().orElseThrow();
        return line.substring(line.indexOf('[') + 1, line.indexOf(']'));
    }

    @Override
    public void close() throws IOException {
        script.close();
        node.close();
    }
}
