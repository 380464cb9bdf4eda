package dev.sluice.server.management;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Statistics as log lines, readable and as a table: each sample at TRACE, one of ten at DEBUG, one of sixty at INFO. A logger that
 * stands above INFO when the node starts is off for good.
 */
final class MonitorLog {

    private static final int DEBUG_SAMPLES = 10;
    private static final int INFO_SAMPLES = 60;

    private final NodeView node;
    private final Statistics statistics;
    private final Collector collector;
    private final Logger text = LoggerFactory.getLogger("LightstreamerMonitorText");
    private final Logger tab = LoggerFactory.getLogger("LightstreamerMonitorTAB");
    private final boolean textOn = text.isWarnEnabled();
    private final boolean tabOn = tab.isWarnEnabled();
    private long sample;
    private boolean headWritten;

    MonitorLog(NodeView node, Statistics statistics, Collector collector) {
        this.node = node;
        this.statistics = statistics;
        this.collector = collector;
    }

    void begin() {
        if (textOn || tabOn) {
            collector.afterEach(this::write);
        }
    }

    private void write() {
        sample++;
        boolean readable = textOn && due(text);
        boolean table = tabOn && due(tab);
        if (!readable && !table) {
            return;
        }
        Map<String, Object> values = values();
        if (readable) {
            text.atLevel(level(text)).log(values.entrySet().stream().map(v -> v.getKey() + "=" + v.getValue())
                    .collect(Collectors.joining(" ")));
        }
        if (table) {
            if (!headWritten) {
                headWritten = true;
                tab.atLevel(level(tab)).log(String.join("\t", values.keySet()));
            }
            tab.atLevel(level(tab)).log(values.values().stream().map(String::valueOf).collect(Collectors.joining("\t")));
        }
    }

    private boolean due(Logger logger) {
        return logger.isTraceEnabled() || logger.isDebugEnabled() && sample % DEBUG_SAMPLES == 0
                || logger.isInfoEnabled() && sample % INFO_SAMPLES == 0;
    }

    private static Level level(Logger logger) {
        return logger.isTraceEnabled() ? Level.TRACE : logger.isDebugEnabled() ? Level.DEBUG
                : Level.INFO;
    }

    private Map<String, Object> values() {
        Runtime runtime = Runtime.getRuntime();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("MEMORY.TOTAL", runtime.totalMemory());
        values.put("MEMORY.FREE", runtime.freeMemory());
        values.put("THREADS", statistics.load().jvmThreads());
        values.put("POOL.QUEUE", statistics.load().sum(gauge -> gauge.queueLength()));
        values.put("POOL.QUEUE_WAIT", statistics.load().averageWaitMillis());
        values.put("CLIENTS.CONNECTIONS", statistics.connections().current());
        values.put("CLIENTS.MAX_CONNECTIONS", statistics.connections().most());
        values.put("CLIENTS.SESSIONS", statistics.sessions().current());
        values.put("CLIENTS.MAX_SESSIONS", statistics.sessions().most());
        values.put("CLIENTS.REFUSED_SESSIONS", statistics.requests().refused());
        values.put("CLIENTS.STREAMING_SESSIONS", statistics.sessions().streaming());
        values.put("CLIENTS.POLLING_SESSIONS", statistics.sessions().polling());
        values.put("CLIENTS.ITEM_SUBSCR", statistics.sessions().subscriptions());
        values.put("ITEMS.TOTAL", node.adapters().all().stream().flatMap(set -> set.dataAdapters().stream())
                .mapToLong(adapter -> adapter.items().size()).sum());
        StreamStatistics stream = statistics.stream();
        values.put("ITEMS.EVENTS_SEC", decimal(stream.events().perSecond()));
        values.put("UPDATES.EVENTS_SEC", decimal(stream.traffic().updates().perSecond()));
        values.put("UPDATES.TOTAL_IN", stream.events().total());
        values.put("UPDATES.TOTAL_OUT", stream.traffic().updates().total());
        values.put("UPDATES.TOTAL_LOST", stream.traffic().lost().total());
        values.put("BANDWIDTH.TOTAL_BYTES", stream.traffic().bytes().total());
        values.put("BANDWIDTH.CURRENT", decimal(stream.traffic().bytes().kbps()));
        values.put("MESSAGES.EVENTS_SEC", decimal(stream.traffic().messages().perSecond()));
        values.put("MESSAGES.TOTAL_HANDLED", stream.traffic().messages().total());
        values.put("PUMP_WAIT.SLEEP", statistics.load().extraSleepMillis());
        values.put("PUMP_WAIT.NOTIFY", statistics.load().extraWaitMillis());
        return values;
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
