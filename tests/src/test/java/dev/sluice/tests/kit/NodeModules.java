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

    /** Folder {@code node_modules}, installed from the lock file when it is missing or older. */
    public static synchronized Path installed() throws IOException {
        Path modules = Layout.javascript().resolve("node_modules");
        if (!upToDate(modules.resolve(".package-lock.json"), Layout.javascript().resolve("package-lock.json"))) {
            install();
        }
        return modules;
    }

    /** The browser build of a Web client. */
    public static Path webClient(String library) throws IOException {
        return installed().resolve(library).resolve("lightstreamer-core.min.js");
    }

    private static boolean upToDate(Path installed, Path wanted) throws IOException {
        return Files.exists(installed)
                && Files.getLastModifiedTime(installed).compareTo(Files.getLastModifiedTime(wanted)) >= 0;
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
