package dev.sluice.tests.cluster;

import dev.sluice.tests.kit.Layout;
import dev.sluice.tests.suite.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The packaged distribution, unpacked once for this process; nodes get trees of links to it. */
final class Distribution {

    private static final Path ALL = Layout.target().resolve("cluster");
    private static Path unpacked;

    private Distribution() {
    }

    /** Folder of this process below the module's output; those of dead processes are removed. */
    static synchronized Path workplace() throws IOException {
        Path mine = ALL.resolve(Owner.me().toString());
        if (!Files.isDirectory(mine)) {
            Files.createDirectories(mine);
            try (Stream<Path> others = Files.list(ALL)) {
                for (Path other : others.toList()) {
                    Owner owner = Owner.parse(other.getFileName().toString());
                    if (owner != null && !owner.alive()) {
                        delete(other);
                    }
                }
            }
            AtExit.add(() -> delete(mine));
        }
        return mine;
    }

    /** Makes a fresh home for a node: the distribution as it is unpacked, with hard links instead of copies. */
    static void install(Path home) throws IOException {
        Shell.run("cp", "-al", unpacked().toString(), home.toString());
    }

    /** Puts a file in the place of one that may be a link. */
    static void replace(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.deleteIfExists(to);
        Files.copy(from, to);
    }

    private static synchronized Path unpacked() throws IOException {
        if (unpacked == null) {
            Path folder = Files.createDirectories(workplace().resolve("distribution"));
            Shell.run("tar", "-xzf", archive().toString(), "-C", folder.toString(), "--strip-components=1");
            unpacked = folder;
        }
        return unpacked;
    }

    private static Path archive() throws IOException {
        try (Stream<Path> files = Files.list(Layout.root().resolve("server/target"))) {
            List<Path> archives = files.filter(file -> file.getFileName().toString().matches("sluice-.*\\.tar\\.gz")).toList();
            return archives.stream().max(Comparator.comparing(file -> file.toFile().lastModified()))
                    .orElseThrow(() -> new IllegalStateException("the distribution is not packaged: run ./sluice test"));
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            System.err.println("cannot remove " + folder + ": " + e);
        }
    }
}
