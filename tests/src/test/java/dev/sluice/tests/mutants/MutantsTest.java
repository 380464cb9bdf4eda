package dev.sluice.tests.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.tests.kit.Layout;
import dev.sluice.tests.suite.Claims;
import dev.sluice.tests.suite.Claims.Claim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of mutants fits the tree. */
class MutantsTest {

    private static final int AT_LEAST = 60;

    @Test
    void everyAreaHasOne() throws IOException {
        List<Mutant> all = Mutant.all();
        assertThat(all).hasSizeGreaterThanOrEqualTo(AT_LEAST).extracting(Mutant::id).doesNotHaveDuplicates();
        assertThat(all.stream().map(Mutant::area).collect(Collectors.toSet()))
                .isEqualTo(Claims.ROWS.list().stream().map(Claim::area).collect(Collectors.toSet()));
    }

    @Test
    void everyLineToBreakIsThereOnce() throws IOException {
        for (Mutant mutant : Mutant.all()) {
            assertThat(mutant.broken(Layout.root())).as(mutant.id()).isNotEmpty();
            assertThat(mutant.after()).as(mutant.id()).isNotEqualTo(mutant.before());
        }
    }

    @Test
    void everyTestThatShouldNoticeIsThere() throws IOException {
        for (Mutant mutant : Mutant.all()) {
            for (String test : mutant.tests()) {
                String[] words = test.split("#");
                String file = "src/test/java/" + words[0].replace('.', '/') + ".java";
                Path source = List.of("server", "tests").stream().map(module -> Layout.root().resolve(module).resolve(file))
                        .filter(Files::exists).findFirst().orElse(null);
                assertThat(source).as(mutant.id() + ": " + test).isNotNull();
                if (words.length > 1) {
                    assertThat(Files.readString(source)).as(mutant.id()).contains("void " + words[1] + "(");
                }
            }
        }
    }

    @Test
    void lineThatIsGoneOrDoubledIsTold(@TempDir Path tree) throws IOException {
        Files.writeString(tree.resolve("A.java"), "one\n  two\ntwo\n");
        Mutant gone = Mutant.parse("m area A.java\n- three\n+ x\n? T\n").get(0);
        Mutant doubled = Mutant.parse("m area A.java\n- two\n+ x\n? T\n").get(0);
        Mutant fine = Mutant.parse("m area A.java\n- one\n+\n? T\n").get(0);
        assertThatThrownBy(() -> gone.broken(tree)).hasMessage("no such line in A.java: three");
        assertThatThrownBy(() -> doubled.broken(tree)).hasMessage("more than once in A.java: two");
        assertThat(fine.broken(tree)).isEqualTo("\n  two\ntwo\n");
    }
}
