package dev.sluice.server.node;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The limit on open files, which is the limit on connections. */
final class FileLimit {
    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerLogger.init");
    private static final long LOW = 16_384;

    private FileLimit() {
    }

    static void report() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            report(system.getMaxFileDescriptorCount());
        }
    }

    private static void report(long limit) {
        if (limit < LOW) {
            LOG.warn("Open-file limit is {}, which is low: every client takes one file. Raise it with ulimit -n, "
                    + "LS_FILELIMIT or LimitNOFILE", limit);
        } else {
            LOG.info("Open-file limit is {}", limit);
        }
    }
}
