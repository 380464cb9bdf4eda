package dev.sluice.server.admission;

import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator when a limit begins to be exceeded and when that ends; how often it does, it tells only now and then. */
final class LimitWatch {

    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerLogger.scheduler");
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final QueueLimit limit;
    private boolean exceeded;
    private boolean told;
    private boolean everTold;
    private long sinceNanos;
    private long toldNanos;
    private int untold;

    LimitWatch(QueueLimit limit) {
        this.limit = limit;
    }

    QueueLimit limit() {
        return limit;
    }

    /** Looks; true while the limit is exceeded. */
    boolean look(long nowNanos) {
        long value = limit.value();
        boolean now = limit.limit() >= 0 && value > limit.limit();
        if (now && !exceeded) {
            sinceNanos = nowNanos;
            begin(value, nowNanos);
        } else if (!now && exceeded) {
            end(value, nowNanos);
        }
        exceeded = now;
        return now;
    }

    private void begin(long value, long nowNanos) {
        told = (limit.refuses() || !limit.pauses().isEmpty()) && (!everTold || nowNanos - toldNanos >= QUIET_NANOS);
        if (!told) {
            untold++;
            return;
        }
        String before = untold == 0 ? "" : " (and " + untold + " times more since this was last told)";
        untold = 0;
        everTold = true;
        toldNanos = nowNanos;
        if (limit.refuses()) {
            LOG.warn("Server overloaded: {} {}, more than {}={}{}; new sessions are refused until fewer do. {}", value,
                    limit.waits(), limit.setting(), limit.limit(), before, limit.advice());
        }
        if (!limit.pauses().isEmpty()) {
            LOG.warn("New accept pauses on {}: {} {}, more than {}={}{}; new connections wait until fewer do. {}", sockets(),
                    value, limit.waits(), limit.setting(), limit.limit(), before, limit.advice());
        }
    }

    private void end(long value, long nowNanos) {
        if (told) {
            long millis = TimeUnit.NANOSECONDS.toMillis(nowNanos - sinceNanos);
            LOG.info("{}: {} {}, no more than {}={}, after {} ms", limit.refuses() ? "Server no longer overloaded"
                    : "New accept resumes on " + sockets(), value, limit.waits(), limit.setting(), limit.limit(), millis);
        }
    }

    private String sockets() {
        return limit.pauses().stream().map(gate -> gate.config().name()).collect(Collectors.joining("\", \"", "\"", "\""));
    }
}
