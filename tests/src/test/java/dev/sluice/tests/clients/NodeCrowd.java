package dev.sluice.tests.clients;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.tests.kit.JsonProcess;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Many official Node clients in one process. */
public final class NodeCrowd implements AutoCloseable {

    private final Map<Integer, Member> members = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final JsonProcess process;

    /** A process of the library of the current generation, without clients yet. */
    public NodeCrowd() throws IOException {
        process = new JsonProcess(this::onEvent, "node-crowd.js", "lightstreamer-client-node");
    }

    /** One more client. */
    public TestClient open(ClientLog log) {
        Member member = new Member(count.incrementAndGet(), log);
        members.put(member.number, member);
        return member;
    }

    @Override
    public void close() {
        process.close();
    }

    private void onEvent(JsonNode event) {
        members.get(event.get("client").asInt()).onEvent(event);
    }

    private final class Member extends ScriptedClient {
        private final int number;

        Member(int number, ClientLog log) {
            super(log);
            this.number = number;
        }

        @Override
        void execute(Map<String, Object> command) {
            process.send(Map.of("client", number, "command", command));
        }

        @Override
        public void close() {
            disconnect();
        }
    }
}
