package dev.sluice.tests.member;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.Behaviour;
import dev.sluice.tests.kit.NodeHome;
import dev.sluice.tests.kit.NodeSettings;
import dev.sluice.tests.proof.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Adapters that are slower than their clients: {@code server_pool_max_queue}, and {@code max_queue} of a pool. */
@Timeout(120)
class AdapterQueuesTest {

    private static final String SERVER = "server_pool_max_queue=3";

    /** The scripted set with other pools. */
    private static NodeHome home(String authentication, String messages, String data) throws IOException {
        NodeHome home = NodeHome.create();
        Path file = home.root().resolve("adapters/script/adapters.xml");
        Files.writeString(file, """
                <adapters_conf id="TEST">
                  <metadata_provider>
                    <adapter_class>dev.sluice.tests.script.ScriptMetadata</adapter_class>%s%s
                  </metadata_provider>
                  <data_provider name="SCRIPT">
                    <adapter_class>dev.sluice.tests.script.ScriptData</adapter_class>%s
                  </data_provider>
                </adapters_conf>
                """.formatted(authentication, messages, data));
        return home;
    }

    private static NodeSettings settings() {
        return new NodeSettings().set("server_pool_max_size", "1").set("server_pool_max_free", "1")
                .set("server_pool_max_queue", "3");
    }

    private static void add(SteadySession session, int id, String group) {
        session.talk().send("control", "LS_reqId=" + (100 + id) + "&LS_op=add&LS_subId=" + (100 + id)
                + "&LS_mode=MERGE&LS_group=" + group + "&LS_schema=n&LS_data_adapter=SCRIPT");
    }

    @Test
    @Behaviour({7, 8})
    @Setting({"server_pool_max_queue", "server_pool_max_size"})
    void slowSubscriptionsKeepNewSessionsOutUntilTheyAreDone() throws Exception {
        try (LoadedNode node = new LoadedNode(settings(), home("", "", ""));
                SteadySession steady = new SteadySession(node.general, node.script, "steady", null);
                SteadySession slow = new SteadySession(node.general, node.script, "other", null)) {
            for (int i = 1; i <= 5; i++) {
                add(slow, i, "slow:" + i);
            }
            node.awaitLog("Server overloaded: 4 calls of adapters wait (SERVER and the pools counted with it), more than " + SERVER);
            node.awaitLog("New accept pauses on \"S\": 4 calls of adapters wait");
            node.assertRefused();
            CompletableFuture<List<String>> atPausedSocket = node.assertPaused(node.creating);
            CompletableFuture<List<String>> preferred = node.creation(node.priority, "");
            CompletableFuture<List<String>> patient = node.creation(node.general, "&LS_ttl_millis=unlimited");
            steady.assertServed();
            assertThat(node.controlling.fresh().control(steady.id())).as("controls come in").isEqualTo("REQOK,1");
            for (int i = 1; i <= 5; i++) {
                node.script.answer(Integer.toString(i));
            }
            node.awaitLog("Server no longer overloaded: ");
            for (CompletableFuture<List<String>> all : List.of(atPausedSocket, preferred, patient)) {
                assertThat(all.get(40, TimeUnit.SECONDS).get(0)).startsWith("CONOK,");
            }
            node.assertAdmitted(node.general);
            steady.assertServed();
        }
    }

    @Test
    @Behaviour(8)
    void userChecksInCourseCountAsWaiting() throws Exception {
        try (LoadedNode node = new LoadedNode(settings(), home("", "", ""));
                SteadySession steady = new SteadySession(node.general, node.script, "steady", null)) {
            List<CompletableFuture<List<String>>> checked = List.of(node.creation(node.general, "&LS_user=held:1"),
                    node.creation(node.general, "&LS_user=held:2"), node.creation(node.general, "&LS_user=held:3"),
                    node.creation(node.general, "&LS_user=held:4"));
            node.awaitLog("Server overloaded: 4 calls of adapters wait");
            node.assertRefused();
            steady.assertServed();
            for (int i = 1; i <= 4; i++) {
                node.script.answer(Integer.toString(i));
            }
            for (CompletableFuture<List<String>> all : checked) {
                assertThat(all.get(40, TimeUnit.SECONDS).get(0)).startsWith("CONOK,");
            }
            node.awaitLog("Server no longer overloaded: ");
            node.assertAdmitted(node.creating);
        }
    }

    @Test
    @Behaviour(8)
    @Setting({"adapters_conf/metadata_provider/authentication_pool",
        "adapters_conf/metadata_provider/authentication_pool/max_queue"})
    void authenticationPoolHasALimitOfItsOwn() throws Exception {
        String pool = "<authentication_pool><max_size>1</max_size><max_free>1</max_free><max_queue>1</max_queue></authentication_pool>";
        try (LoadedNode node = new LoadedNode(settings(), home(pool, "", ""));
                SteadySession steady = new SteadySession(node.general, node.script, "steady", null)) {
            CompletableFuture<List<String>> first = node.creation(node.general, "&LS_user=held:1");
            CompletableFuture<List<String>> second = node.creation(node.general, "&LS_user=held:2");
            node.awaitLog("Server overloaded: 2 calls wait (AUTHENTICATION TEST), more than max_queue of pool AUTHENTICATION TEST=1");
            node.assertRefused();
            CompletableFuture<List<String>> atPausedSocket = node.assertPaused(node.creating);
            steady.assertServed();
            node.script.answer("1");
            assertThat(first.get(40, TimeUnit.SECONDS).get(0)).startsWith("CONOK,");
            assertThat(atPausedSocket.get(40, TimeUnit.SECONDS).get(0)).startsWith("CONOK,");
            node.assertAdmitted(node.general);
            node.script.answer("2");
            assertThat(second.get(40, TimeUnit.SECONDS).get(0)).startsWith("CONOK,");
        }
    }

    @Test
    @Behaviour(8)
    @Setting({"adapters_conf/metadata_provider/messages_pool", "adapters_conf/metadata_provider/messages_pool/max_queue"})
    void messagesPoolHasALimitOfItsOwn() throws Exception {
        String pool = "<messages_pool><max_size>1</max_size><max_free>1</max_free><max_queue>1</max_queue></messages_pool>";
        try (LoadedNode node = new LoadedNode(settings(), home("", pool, ""));
                SteadySession steady = new SteadySession(node.general, node.script, "steady", null)) {
            for (int i = 1; i <= 2; i++) {
                steady.talk().send("msg", "LS_reqId=" + (50 + i) + "&LS_message=hold:" + i + "&LS_outcome=false");
            }
            node.awaitLog("Server overloaded: 2 calls wait (MSG TEST), more than max_queue of pool MSG TEST=1");
            node.assertRefused();
            CompletableFuture<List<String>> atPausedSocket = node.assertPaused(node.creating);
            node.script.answer("1");
            assertThat(atPausedSocket.get(40, TimeUnit.SECONDS).get(0)).startsWith("CONOK,");
            node.assertAdmitted(node.general);
            node.script.answer("2");
            steady.talk().line("REQOK,52");
            steady.assertServed();
        }
    }

    @Test
    @Setting("adapters_conf/metadata_provider/authentication_pool/max_pending_requests")
    void creationWhoseTimeIsOverInTheQueueNeverReachesTheAdapter() throws Exception {
        String pool = "<authentication_pool><max_size>1</max_size><max_free>1</max_free><max_pending_requests>1</max_pending_requests>"
                + "</authentication_pool>";
        try (LoadedNode node = new LoadedNode(new NodeSettings(), home(pool, "", ""))) {
            CompletableFuture<List<String>> first = node.creation(node.general, "&LS_user=held:1");
            Await.until("the first is in course", () -> node.script.messages("user held:1").size() == 1);
            CompletableFuture<List<String>> hurried = node.creation(node.general, "&LS_user=hurried&LS_ttl_millis=200");
            assertThat(Await.holdsWithin(Duration.ofMillis(400), hurried::isDone)).isFalse();
            node.script.answer("1");
            assertThat(first.get(40, TimeUnit.SECONDS).get(0)).startsWith("CONOK,");
            assertThat(hurried.get(40, TimeUnit.SECONDS)).singleElement().asString().startsWith("CONERR,5,");
            assertThat(node.script.messages("user hurried")).isEmpty();
        }
    }
}
