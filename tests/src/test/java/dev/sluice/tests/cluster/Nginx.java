package dev.sluice.tests.cluster;

import dev.sluice.tests.kit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** nginx on the balancer's host, in the foreground, with a configuration that users copy. */
public final class Nginx extends HostProcess {

    private final Network network;
    private final Path folder;

    Nginx(Network network, Path folder, Path logs) {
        super(logs.resolve("nginx.log"));
        this.network = network;
        this.folder = folder;
    }

    public void start() throws IOException {
        Path process = folder.resolve("nginx.pid");
        launch(new ProcessBuilder(network.on("lb", "nginx", "-p", folder.toString(), "-e", "stderr", "-c", "nginx.conf",
                "-g", "daemon off;")).directory(folder.toFile()));
        Await.until(Await.SOON, () -> "nginx running; its log:\n" + logTail(),
                () -> Files.exists(process) && Files.size(process) > 0 || !alive());
        if (!alive()) {
            throw new AssertionError("nginx ended with " + awaitExit() + ":\n" + logTail());
        }
    }
}
