package dev.sluice.server.node;

import java.nio.file.Path;

/** The folder that holds {@code conf}, {@code logs} and the rest; the launcher names it. */
final class Home {
    private Home() {
    }

    static Path folder() {
        return Path.of(System.getProperty("sluice.home", "")).toAbsolutePath();
    }

    static Path configuration() {
        return folder().resolve("conf").resolve("lightstreamer_conf.xml");
    }

    static Path logs() {
        return folder().resolve("logs");
    }
}
