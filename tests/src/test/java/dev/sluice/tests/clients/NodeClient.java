package dev.sluice.tests.clients;

import dev.sluice.tests.kit.JsonProcess;
import java.io.IOException;
import java.util.Map;

/** The official Node client in a process of its own. */
final class NodeClient extends ScriptedClient {

    private final JsonProcess process;

    NodeClient(String library, ClientLog log) throws IOException {
        super(log);
        process = new JsonProcess(this::onEvent, "node-client.js", library);
    }

    @Override
    void execute(Map<String, Object> command) {
        process.send(command);
    }

    @Override
    public void close() {
        process.close();
    }
}
