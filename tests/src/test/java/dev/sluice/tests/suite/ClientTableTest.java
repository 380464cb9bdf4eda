package dev.sluice.tests.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** README says of the official clients what the run has shown. */
class ClientTableTest {

    private static final String TABLE = """
            | client | WS-STREAMING | HTTP-STREAMING | WS-POLLING | HTTP-POLLING |
            |---|---|---|---|---|
            | Node 1 | all | all but strange values | – | – |

            all: message, strange values
            """;

    @TempDir
    private Path tree;

    @BeforeEach
    void run() throws IOException {
        Path shown = Files.createDirectories(tree.resolve("tests/target/clients")).resolve("shown.tsv");
        Files.writeString(shown, "Node 1\tWS-STREAMING\tMessageTest\nNode 1\tWS-STREAMING\tStrangeValuesTest\n"
                + "Node 1\tHTTP-STREAMING\tMessageTest\nNode 1\tHTTP-STREAMING\tMessageTest\n");
    }

    private int failures(String told, boolean all) throws IOException {
        Files.writeString(tree.resolve("README.md"), "# Node\n\n<!-- clients: made by ./sluice test -->\n" + told + "<!-- /clients -->\n");
        Results results = new Results(tree);
        ClientTable.read(tree).check(results, all);
        return results.failed();
    }

    @Test
    void tableOfTheRunPasses() throws IOException {
        assertThat(failures(TABLE, false)).isZero();
        assertThat(tree.resolve("tests/target/clients/table.md")).hasContent(TABLE);
    }

    @Test
    void anythingElseFails() throws IOException {
        assertThat(failures(TABLE.replace("all but strange values", "all"), false)).isEqualTo(1);
        assertThat(failures(TABLE.replace("| Node 1", "| Node 2 | all | all | all | all |\n| Node 1"), false)).isEqualTo(1);
        assertThat(failures("", false)).isEqualTo(1);
    }

    @Test
    void tableOfAllGenerationsIsOnlyWritten() throws IOException {
        assertThat(failures("", true)).isZero();
        assertThat(tree.resolve("tests/target/clients/table-all.md")).hasContent(TABLE);
    }
}
