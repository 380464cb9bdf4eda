package com.lightstreamer.logback;

import ch.qos.logback.core.status.Status;
import ch.qos.logback.core.status.StatusListener;

/** Holder of the status listener that logging configurations name. */
public final class Logging {
    private Logging() {
    }

    /** Stands for printing Logback's own warnings and errors; the node prints them whether or not it is named. */
    public static final class OnConsoleErrorWarningStatusListener implements StatusListener {

        @Override
        public void addStatusEvent(Status status) {
            // printed by dev.sluice.server.logging.LoggingSetup
        }
    }
}
