package dev.sluice.tests.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** What a test bed needs of the machine. */
final class Requirements {

    /** System property: a missing partner is a failure. */
    private static final String ALL_DEMANDED = "sluice.tests.partners";
    private static final Map<String, String> COMMANDS = Map.of("ip", "iproute2", "ss", "iproute2", "haproxy", "haproxy",
            "nginx", "nginx", "node", "nodejs", "npm", "npm");
    private static final Path STREAM_MODULE = Path.of("/usr/lib/nginx/modules/ngx_stream_module.so");

    private Requirements() {
    }

    /** Skips the test by the names of what is missing; fails it where all partners are demanded. */
    static void demand() {
        List<String> missing = missing();
        String text = "deployment options need " + String.join(", ", missing);
        if (!Boolean.getBoolean(ALL_DEMANDED)) {
            Assumptions.assumeTrue(missing.isEmpty(), text);
        } else if (!missing.isEmpty()) {
            throw new AssertionError(text + ", and " + ALL_DEMANDED + " is set");
        }
    }

    private static List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (!"root".equals(System.getProperty("user.name"))) {
            missing.add("root (network namespaces, low ports)");
        }
        COMMANDS.forEach((command, aptPackage) -> {
            if (!onPath(command)) {
                missing.add("the package " + aptPackage);
            }
        });
        if (!Files.exists(STREAM_MODULE)) {
            missing.add("the package libnginx-mod-stream");
        }
        return missing.stream().distinct().sorted().toList();
    }

    private static boolean onPath(String command) {
        List<String> folders = new ArrayList<>(List.of(System.getenv("PATH").split(":")));
        folders.addAll(List.of("/usr/sbin", "/sbin", "/usr/bin"));
        return folders.stream().anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }
}
