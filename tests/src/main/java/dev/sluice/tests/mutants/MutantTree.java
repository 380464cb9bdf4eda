package dev.sluice.tests.mutants;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A copy of the tree in which the node's jar holds broken classes; everything that is not changed is a link. */
final class MutantTree {
    private static final String JAR = "server/target/sluice-server.jar";
    private static final List<String> MADE_HERE = List.of("server", "tests", ".git");

    private final Path tree;
    private final Path copy;
    private final Path classes;
    private final String libraries;

    private MutantTree(Path tree, Path work) throws IOException {
        this.tree = tree;
        copy = work.resolve("tree");
        classes = work.resolve("classes");
        libraries = Files.readString(tree.resolve("server/target/test-classpath.txt")).strip() + ":"
                + Files.readString(tree.resolve("tests/target/test-classpath.txt")).strip();
    }

    /** Makes a copy anew; those with different numbers can be broken at the same time. */
    static MutantTree copyOf(Path tree, int number) throws IOException {
        var work = tree.resolve("tests/target/mutants/" + number);
        delete(work);
        var made = new MutantTree(tree, work);
        Files.createDirectories(made.copy.resolve("server/target"));
        Files.createDirectories(made.copy.resolve("tests/target"));
        try (Stream<Path> entries = Files.list(tree)) {
            for (var entry : entries.filter(e -> !MADE_HERE.contains(e.getFileName().toString())).toList()) {
                made.link(entry.getFileName().toString());
            }
        }
        made.link("server/src");
        made.link("server/target/lib");
        made.link("tests/src");
        return made;
    }

    private void link(String name) throws IOException {
        Files.createSymbolicLink(copy.resolve(name), tree.resolve(name));
    }

    /** Directory the tests run in. */
    Path tests() {
        return copy.resolve("tests");
    }

    /** Puts the node back as it was built. */
    void mend() throws IOException {
        delete(classes);
        Files.createDirectories(classes);
        Files.copy(tree.resolve(JAR), copy.resolve(JAR), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Compiles a broken class into the node, which is otherwise as built. */
    void apply(Mutant mutant) throws IOException {
        mend();
        var source = copy.getParent().resolve("source").resolve(Path.of(mutant.file()).getFileName());
        Files.createDirectories(source.getParent());
        Files.writeString(source, mutant.broken(tree));
        var module = mutant.file().substring(0, mutant.file().indexOf('/'));
        var words = List.of("--release", "17", "-nowarn", "-proc:none", "-parameters", "-d", classes.toString(), "-cp",
                tree.resolve(module).resolve("target/classes") + ":" + libraries, source.toString());
        if (ToolProvider.getSystemJavaCompiler().run(null, null, null, words.toArray(String[]::new)) != 0) {
            throw new IOException("mutant " + mutant.id() + " does not compile");
        }
        try (FileSystem jar = FileSystems.newFileSystem(copy.resolve(JAR), Map.of()); Stream<Path> files = Files.walk(classes)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, jar.getPath(classes.relativize(file).toString()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** Class path for the tests: broken classes come first, also for tests that need no node. */
    String classPath() {
        var path = new ArrayList<String>();
        path.add(classes.toString());
        for (var folder : List.of("server/target/classes", "server/target/test-classes", "tests/target/test-classes",
                "tests/target/classes")) {
            path.add(tree.resolve(folder).toString());
        }
        path.add(libraries);
        return String.join(":", path);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
