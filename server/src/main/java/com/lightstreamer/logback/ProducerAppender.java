package com.lightstreamer.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.sluice.server.logging.LogFeed;
import dev.sluice.server.logging.LogLine;
import dev.sluice.server.logging.LoggingSetup;

/** Feeds the log items of the monitoring data adapter; belongs on {@code LightstreamerLogger}. */
public final class ProducerAppender extends AppenderBase<ILoggingEvent> {

    @Override
    protected void append(ILoggingEvent event) {
        if (LogFeed.wanted()) {
            boolean fatal = event.getMarkerList() != null && event.getMarkerList().contains(LoggingSetup.FATAL);
            LogFeed.publish(new LogLine(event.getTimeStamp(), fatal ? "FATAL" : event.getLevel().toString(),
                    event.getFormattedMessage(), event.getThreadName()));
        }
    }
}
