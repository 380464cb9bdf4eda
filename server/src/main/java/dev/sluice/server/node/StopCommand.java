package dev.sluice.server.node;

import dev.sluice.server.config.NodeConfig;
import dev.sluice.server.management.RemoteNode;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code sluice stop}: ends a node at once; its clients find another one or come back. */
@Command(name = "stop", description = "Stop a node; it ends within ten seconds.")
final class StopCommand extends EndCommand {

    private static final long PATIENCE_SECONDS = 15;
    private static final long BETWEEN_SIGNALS_SECONDS = 1;

    @Override
    void ask(RemoteNode node) throws IOException {
        node.shutdown();
    }

    /** The first has a node with sessions emptied, the second stops that; one without sessions stops at the first. */
    @Override
    void signal(ProcessHandle node) throws InterruptedException {
        node.destroy();
        if (!ended(node, BETWEEN_SIGNALS_SECONDS)) {
            node.destroy();
        }
    }

    @Override
    long patienceSeconds(NodeConfig config) {
        return PATIENCE_SECONDS;
    }

    @Override
    String done() {
        return "Stopped the node";
    }
}
