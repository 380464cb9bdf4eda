package dev.sluice.tests.suite;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The programs of others that tests run against. */
final class Partners {
    private static final List<Partner> ALL = List.of(
            new Partner("chromium", List.of("chromium", "chromium-browser", "google-chrome"), List.of()),
            new Partner("haproxy", List.of("haproxy"), List.of()),
            new Partner("nginx", List.of("nginx"), List.of()),
            new Partner("libnginx-mod-stream", List.of(), List.of("/usr/lib/nginx/modules/ngx_stream_module.so")),
            new Partner("iproute2", List.of("ip"), List.of()));

    private final Path log;

    Partners(Path tree) {
        this.log = Maven.log(tree).resolveSibling("apt-get.log");
    }

    /** A Debian package, and what shows that it is there: one of some commands, or files. */
    private record Partner(String aptPackage, List<String> commands, List<String> files) {
        boolean missing() {
            boolean command = commands.isEmpty() || commands.stream().anyMatch(Partner::onPath);
            return !command || !files.stream().allMatch(file -> Files.exists(Path.of(file)));
        }

        private static boolean onPath(String command) {
            return Stream.concat(Stream.of(System.getenv("PATH").split(File.pathSeparator)),
                    Stream.of("/usr/sbin", "/sbin")).anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
        }
    }

    /** Installs what is missing if it may; what stays missing is named. */
    void bring(boolean install) throws IOException, InterruptedException {
        var missing = missing();
        if (missing.isEmpty()) {
            return;
        }
        if (install && "root".equals(System.getProperty("user.name")) && Partner.onPath("apt-get")) {
            System.out.println("Installing " + String.join(" ", missing));
            Files.createDirectories(log.getParent());
            var words = new ArrayList<>(List.of("apt-get", "install", "-y", "--no-install-recommends"));
            words.addAll(missing);
            if (!run(words)) {
                run(List.of("apt-get", "update"));
                run(words);
            }
            missing = missing();
        }
        if (!missing.isEmpty()) {
            System.out.println("Missing, so tests that need them cannot run: " + String.join(" ", missing));
        }
    }

    private static List<String> missing() {
        return ALL.stream().filter(Partner::missing).map(Partner::aptPackage).toList();
    }

    private boolean run(List<String> words) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(words).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
        // Packages of servers start their service at once, on ports that are not theirs here; not in this run level.
        builder.environment().put("RUNLEVEL", "1");
        return builder.start().waitFor() == 0;
    }
}
