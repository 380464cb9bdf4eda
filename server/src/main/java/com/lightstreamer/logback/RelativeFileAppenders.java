package com.lightstreamer.logback;

import ch.qos.logback.core.Context;
import ch.qos.logback.core.joran.util.ConfigurationWatchListUtil;
import ch.qos.logback.core.rolling.RollingPolicy;
import ch.qos.logback.core.rolling.RollingPolicyBase;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;

/** File appenders whose relative paths start at the directory of the logging configuration. */
public final class RelativeFileAppenders {
    private RelativeFileAppenders() {
    }

    /** Writes one file. */
    public static final class FileAppender<E> extends ch.qos.logback.core.FileAppender<E> {

        @Override
        public void setFile(String file) {
            super.setFile(resolve(getContext(), file));
        }
    }

    /** Writes a file that a policy replaces from time to time; the policy's file names are relative in the same way. */
    public static final class RollingFileAppender<E> extends ch.qos.logback.core.rolling.RollingFileAppender<E> {

        @Override
        public void setFile(String file) {
            super.setFile(resolve(getContext(), file));
        }

        @Override
        public void setRollingPolicy(RollingPolicy policy) {
            if (policy instanceof RollingPolicyBase base && base.getFileNamePattern() != null) {
                boolean started = base.isStarted();
                base.stop();
                base.setFileNamePattern(resolve(getContext(), base.getFileNamePattern()));
                if (started) {
                    base.start();
                }
            }
            super.setRollingPolicy(policy);
        }
    }

    private static String resolve(Context context, String file) {
        URL configuration = context == null ? null : ConfigurationWatchListUtil.getMainWatchURL(context);
        if (file == null || configuration == null || !configuration.getProtocol().equals("file")) {
            return file;
        }
        String name = file.strip();
        Path directory = Path.of(URI.create(configuration.toString())).getParent();
        return Path.of(name).isAbsolute() ? name : directory.resolve(name).normalize().toString();
    }
}
