package dev.sluice.tests.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.NodeHome;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.NodeReads;
import dev.sluice.tests.kit.NodeSettings;
import dev.sluice.tests.kit.ScriptControl;
import dev.sluice.tests.proof.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The log: its file with the class names of the original, and the warnings of calls that take long. */
@Timeout(60)
class LoggingSettingsTest {

    private static final Duration A_WHILE = Duration.ofMillis(400);
    private static final String ONE_THREAD = """
            <adapters_conf id="TEST">
              <metadata_provider><adapter_class>dev.sluice.tests.script.ScriptMetadata</adapter_class></metadata_provider>
              <data_provider name="SCRIPT"><adapter_class>dev.sluice.tests.script.ScriptData</adapter_class>
                <data_adapter_pool><max_size>1</max_size><max_free>1</max_free></data_adapter_pool></data_provider>
            </adapters_conf>
            """;

    @Test
    @Setting("logback_properties")
    void fileOfTheOriginalIsUsedWithItsClassNames() throws IOException {
        NodeHome home = NodeHome.create();
        Path folder = Files.createDirectories(home.root().resolve("conf/other"));
        Files.writeString(folder.resolve("log.xml"), """
                <configuration>
                  <statusListener class="com.lightstreamer.logback.Logging$OnConsoleErrorWarningStatusListener"/>
                  <appender name="file" class="com.lightstreamer.logback.RelativeFileAppenders$FileAppender">
                    <file>../../written/here.log</file>
                    <encoder><pattern>%-5.5(%p%marker) mine %m%n</pattern></encoder>
                  </appender>
                  <appender name="rolled" class="com.lightstreamer.logback.RelativeFileAppenders$RollingFileAppender">
                    <file>../../written/rolled.log</file>
                    <rollingPolicy class="ch.qos.logback.core.rolling.FixedWindowRollingPolicy">
                      <fileNamePattern>../../written/rolled.%i.log</fileNamePattern><minIndex>1</minIndex><maxIndex>2</maxIndex>
                    </rollingPolicy>
                    <triggeringPolicy class="ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy"><maxFileSize>1MB</maxFileSize>
                    </triggeringPolicy>
                    <encoder><pattern>%m%n</pattern></encoder>
                  </appender>
                  <appender name="monitor" class="com.lightstreamer.logback.ProducerAppender"/>
                  <logger name="LightstreamerLogger" level="INFO"><appender-ref ref="monitor"/></logger>
                  <root level="WARN"><appender-ref ref="file"/><appender-ref ref="rolled"/></root>
                </configuration>
                """);
        try (NodeProcess node = NodeProcess.start(new NodeSettings().set("logback_properties", "other/log.xml"), home)) {
            for (String name : new String[] {"here.log", "rolled.log"}) {
                Path log = home.root().resolve("written").resolve(name);
                Await.until(name, () -> Files.exists(log) && Files.readString(log).contains("Ready after"));
                NodeReads.said(Files.size(log));
                assertThat(Files.readString(log).contains("INFO  mine ")).isEqualTo(name.equals("here.log"));
            }
            assertThat(node.log()).noneMatch(line -> line.contains("Ready after"));
        }
    }

    private static String session(NodeProcess node) throws IOException {
        try (Peer peer = Peer.open(node.port())) {
            return peer.create().split(",")[1];
        }
    }

    private static void add(Frames frames, int id, String group) throws IOException {
        frames.send("control\r\nLS_reqId=" + id + "&LS_op=add&LS_subId=" + id + "&LS_mode=MERGE&LS_group=" + group
                + "&LS_schema=n&LS_data_adapter=SCRIPT");
    }

    private static void awaitWarning(NodeProcess node, String setting) {
        Await.until("a warning that names " + setting, () -> node.log().stream()
                .anyMatch(line -> line.contains(" WARN ") && line.contains("LightstreamerLogger.scheduler") && line.contains(setting)));
    }

    @Test
    @Setting("unexpected_wait_threshold_millis")
    void callThatTakesLongIsReported() throws IOException {
        try (NodeProcess node = NodeProcess.start(new NodeSettings().set("unexpected_wait_threshold_millis", "100"));
                NodeProcess usual = NodeProcess.start()) {
            for (NodeProcess each : new NodeProcess[] {usual, node}) {
                try (Frames frames = Frames.open(each.port()); ScriptControl script = each.script()) {
                    frames.session("");
                    add(frames, 1, "slow:1");
                    assertThat(Await.holdsWithin(A_WHILE, () -> each.logText().contains("took"))).isFalse();
                    script.answer("1");
                    frames.line("SUBOK,1,1,1");
                }
            }
            awaitWarning(node, "getItems of adapter TEST took");
            assertThat(usual.logText()).doesNotContain("unexpected_wait_threshold_millis");
        }
    }

    @Test
    @Setting({"async_processing_threshold_millis", "max_task_wait_millis"})
    void callsThatPendAndTasksThatWaitAreReportedOncePerSample() throws IOException {
        NodeHome home = NodeHome.create();
        Files.writeString(home.root().resolve("adapters/script/adapters.xml"), ONE_THREAD);
        try (NodeProcess node = NodeProcess.start(new NodeSettings().set("async_processing_threshold_millis", "100")
                        .set("max_task_wait_millis", "150").set("collector_millis", "200"), home);
                Frames frames = Frames.open(node.port()); Peer pending = Peer.open(node.port()); ScriptControl script = node.script()) {
            frames.session("");
            script.misbehave("one", "block");
            add(frames, 1, "one");
            Await.until("the thread is busy", () -> script.calls("one").contains("subscribe"));
            add(frames, 2, "two");
            awaitWarning(node, "max_task_wait_millis=150");
            pending.post("create_session", Peer.CREATE + Peer.POLL + "&LS_user=held:1");
            awaitWarning(node, "async_processing_threshold_millis=100");
            script.release();
            script.answer("1");
            assertThat(pending.line("CONOK,")).isNotEmpty();
            assertThat(session(node)).isNotEmpty();
        }
    }
}
