package dev.sluice.server.check.cluster;

import dev.sluice.server.check.NodeFolder;
import dev.sluice.server.config.TestStores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder with a {@code lightstreamer_conf.xml} per node and the files of balancers, copied together with all that the nodes'
 * files name; the one environment variable in them gets a value.
 */
final class ClusterFolder {
    private static final Pattern KEYSTORE = Pattern.compile("<keystore_file>([^<]*)\\.keystore</keystore_file>");

    private final Path folder;

    private ClusterFolder(Path folder) {
        this.folder = folder;
    }

    /** Copies a folder; key stores get certificates for the names that theirs says: {@code wildcard_ourpush}, {@code push1}. */
    static ClusterFolder copy(Path from, Path to) throws Exception {
        NodeFolder.layOut(to);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        ClusterFolder copied = new ClusterFolder(to);
        for (Path node : copied.nodes()) {
            Files.copy(to.resolve("conf/lightstreamer_log_conf.xml"), node.resolveSibling("lightstreamer_log_conf.xml"));
            Files.writeString(node, Files.readString(node).replace("$env.SLUICE_JMX_PASSWORD", "secret"));
            Matcher store = KEYSTORE.matcher(Files.readString(node));
            while (store.find()) {
                List<String> names = from.endsWith("2.B.1.1-san") ? List.of("push.mycompany.com", "push1.mycompany.com", "push2.mycompany.com")
                        : List.of(certified(store.group(1)));
                Instant now = Instant.now();
                TestStores.write(node.resolveSibling(store.group(1) + ".keystore"), "mypassword", new TestStores.Words(names.get(0), names,
                        now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(365))));
            }
        }
        return copied;
    }

    /** Configuration files of the nodes. */
    List<Path> nodes() {
        return files("node\\d/lightstreamer_conf\\.xml");
    }

    /** Files of balancers. */
    List<Path> balancers() {
        return files("[a-z-]*(haproxy\\.cfg|nginx\\.conf)");
    }

    private List<Path> files(String pattern) {
        try (Stream<Path> files = Files.walk(folder, 2)) {
            return files.filter(file -> folder.relativize(file).toString().matches(pattern)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String certified(String store) {
        String name = store.replace("wildcard_", "");
        String domain = name.startsWith("our") ? "ourcompany.com" : "mycompany.com";
        return (store.equals(name) ? name.replaceFirst("^(my|our)", "") : "*") + "." + domain;
    }
}
