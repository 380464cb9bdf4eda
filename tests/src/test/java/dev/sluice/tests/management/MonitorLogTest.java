package dev.sluice.tests.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.NodeHome;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.NodeSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Statistics in the log, as the levels of two loggers have them. */
@Timeout(90)
class MonitorLogTest {

    private static final String TEXT = "LightstreamerMonitorText";
    private static final String TABLE = "LightstreamerMonitorTAB";
    private static final int PER_DEBUG_LINE = 10;
    private static final int PER_INFO_LINE = 60;

    @Test
    void everySampleAtTraceOneOfTenAtDebugOneOfSixtyAtInfo() throws Exception {
        for (String level : List.of("DEBUG", "INFO")) {
            int samples = level.equals("DEBUG") ? PER_DEBUG_LINE : PER_INFO_LINE;
            try (NodeProcess node = start("TRACE", level)) {
                // The head of the table comes with its first line.
                Await.until("two lines of the table", () -> lines(node, TABLE).size() >= 3);
                List<String> both = node.log().stream().filter(line -> line.contains(TEXT) || line.contains(TABLE)).toList();
                int first = both.indexOf(lines(node, TABLE).get(1));
                int second = both.indexOf(lines(node, TABLE).get(2));
                assertThat(second - first - 1).as("samples between two lines at " + level).isEqualTo(samples);
                assertThat(lines(node, TEXT).get(0)).contains("CLIENTS.SESSIONS=0", "UPDATES.TOTAL_OUT=0");
                assertThat(columns(lines(node, TABLE).get(0))).contains("CLIENTS.SESSIONS")
                        .hasSameSizeAs(columns(lines(node, TABLE).get(1)));
            }
        }
    }

    @Test
    void levelsChangeAtRunTimeButALoggerAboveWarnAtTheStartStaysOff() throws Exception {
        try (NodeProcess node = start("WARN", "ERROR")) {
            levels(node.home(), "TRACE", "TRACE");
            node.signal("HUP");
            Await.until("readable lines", () -> lines(node, TEXT).size() > 3);
            assertThat(lines(node, TABLE)).isEmpty();
        }
    }

    private static NodeProcess start(String text, String table) throws IOException {
        NodeHome home = NodeHome.create();
        levels(home, text, table);
        return NodeProcess.start(new NodeSettings().set("collector_millis", "50"), home);
    }

    private static void levels(NodeHome home, String text, String table) throws IOException {
        var file = home.root().resolve("conf/lightstreamer_log_conf.xml");
        String before = Files.readString(file).replaceAll(" *<logger name=\"LightstreamerMonitor.*\n", "");
        Files.writeString(file, before.replace("<root ", "<logger name=\"" + TEXT + "\" level=\"" + text + "\"/>\n"
                + "<logger name=\"" + TABLE + "\" level=\"" + table + "\"/>\n<root "));
    }

    private static List<String> lines(NodeProcess node, String logger) {
        return node.log().stream().filter(line -> line.contains(" " + logger + " ")).toList();
    }

    private static String[] columns(String line) {
        return line.substring(line.indexOf("] ") + 2).split("\t");
    }
}
