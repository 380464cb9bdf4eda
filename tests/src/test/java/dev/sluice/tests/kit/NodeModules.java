package dev.sluice.tests.kit;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The npm packages the scripts of the tests need: the official Node and Web clients, and the browser driver. */
public final class NodeModules {

    private static final long INSTALL_MINUTES = 5;

    private NodeModules() {
    }

    /** Folder {@code node_modules}, installed from the lock file when it is missing. */
    public static synchronized Path installed() throws IOException {
        Path modules = Layout.javascript().resolve("node_modules");
        if (!Files.isDirectory(modules.resolve("lightstreamer-client-node"))) {
            install();
        }
        return modules;
    }

    /** The browser build of the Web client. */
    public static Path webClient() throws IOException {
        return installed().resolve("lightstreamer-client-web/lightstreamer-core.min.js");
    }

    private static void install() throws IOException {
        File output = Layout.target().resolve("npm-ci.log").toFile();
        Process npm = new ProcessBuilder("npm", "ci").directory(Layout.javascript().toFile())
                .redirectErrorStream(true).redirectOutput(output).start();
        try {
            if (!npm.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES) || npm.exitValue() != 0) {
                npm.destroyForcibly();
                throw new IllegalStateException("npm ci failed: see " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
