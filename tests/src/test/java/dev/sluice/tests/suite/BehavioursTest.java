package dev.sluice.tests.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The required behaviours of a cluster node are numbered, and tests name the numbers they prove. */
class BehavioursTest {

    private static final int LAST = 41;
    private static final Pattern NAMED = Pattern.compile("@Behaviour\\(\\{?([\\d, ]+)}?\\)");

    @Test
    void everyNumberIsNamedByATest() throws IOException {
        Set<Integer> named = new TreeSet<>();
        for (String module : new String[] {"server", "tests"}) {
            try (Stream<Path> files = Files.walk(Layout.root().resolve(module).resolve("src/test/java"))) {
                for (Path file : files.filter(path -> path.toString().endsWith("Test.java") || path.toString().endsWith("Case.java")
                        || path.toString().endsWith("Gate.java")).toList()) {
                    NAMED.matcher(Files.readString(file)).results().flatMap(found -> Arrays.stream(found.group(1).split(", *")))
                            .forEach(number -> named.add(Integer.parseInt(number)));
                }
            }
        }
        assertThat(named).containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, LAST).boxed().toList());
    }
}
