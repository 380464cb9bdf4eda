package dev.sluice.server.node;

import dev.sluice.server.config.NodeConfig;
import dev.sluice.server.management.RemoteNode;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;

/** {@code sluice drain}: empties a node and ends it, so that its clients move to others one after the other. */
@Command(name = "drain", description = "Empty a node, then end it: balancers are given time to notice, then clients are sent"
        + " elsewhere one after the other.")
final class DrainCommand extends EndCommand {

    private static final long PATIENCE_SECONDS = 15;
    private static final long UNKNOWN_SECONDS = 120;

    @Override
    void ask(RemoteNode node) throws IOException {
        node.drain();
    }

    @Override
    void signal(ProcessHandle node) {
        node.destroy();
    }

    @Override
    long patienceSeconds(NodeConfig config) {
        return config == null ? UNKNOWN_SECONDS
                : PATIENCE_SECONDS + TimeUnit.MILLISECONDS.toSeconds(config.cluster().drainGraceMillis());
    }

    @Override
    String done() {
        return "Emptied and ended the node";
    }
}
