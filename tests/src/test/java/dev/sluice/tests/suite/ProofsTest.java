package dev.sluice.tests.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.config.NodeConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What counts as a proof, and what is said of the rows without. */
class ProofsTest {

    private static final String ROW = "tlcp.ver.http_param";

    @TempDir
    private Path folder;

    private Proofs proofs(String... lines) throws IOException {
        Files.writeString(folder.resolve("1.tsv"), String.join("", lines));
        return Proofs.read(folder);
    }

    private String reason(String... lines) throws IOException {
        return proofs(lines).lost(Claims.ROWS).stream().filter(line -> line.startsWith(ROW + " ")).findFirst()
                .orElse("proved");
    }

    @Test
    void passedTestThatReadIsAProof() throws IOException {
        assertThat(proofs(Proofs.line(ROW, "A.a", true, 1)).proves(ROW)).isTrue();
        assertThat(reason(Proofs.line(ROW, "A.a", true, 0), Proofs.line(ROW, "B.b", true, 1))).isEqualTo("proved");
    }

    @Test
    void everythingElseIsNone() throws IOException {
        assertThat(reason()).endsWith(": no test with this id ran");
        assertThat(reason(Proofs.line(ROW, "A.a", true, 0))).endsWith(": A.a read nothing from a node");
        assertThat(reason(Proofs.line(ROW, "A.a", false, 9))).endsWith(": A.a failed");
        assertThat(reason(Proofs.line(ROW, "A.a", true, 9), Proofs.line(ROW, "A.a", false, 9))).endsWith(": A.a failed");
    }

    @Test
    void countsArePrintedPerArea() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        proofs(Proofs.line(ROW, "A.a", true, 1), Proofs.line("T1", "A.a", true, 1)).print(new PrintStream(out, true));
        assertThat(out.toString(StandardCharsets.UTF_8).lines().map(line -> line.strip().replaceAll(" +", " ")))
                .contains("version 1 / 12", "ws 0 / 15", "together 1 / 303", "together 1 / 70");
    }

    @Test
    void settingsAreCountedByWhatIsSaidOfThem() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Proofs proofs = proofs(Proofs.line("web_server/enabled", "A.a", true, 1), Proofs.line("mpn", "A.a", true, 1));
        proofs.print(new PrintStream(out, true));
        assertThat(out.toString(StandardCharsets.UTF_8).lines().map(line -> line.strip().replaceAll(" +", " ")))
                .contains("act say why not not yet", "web server 1 / 20", "mpn 1 / 30", "health 0 / 4");
        assertThat(proofs.lost(Claims.SETTINGS)).hasSize(353).anyMatch(line -> line.startsWith("dashboard/public "));
    }

    @Test
    void everySettingOfTheNodeIsListedAndSaysWhyWhenItHasNoEffect() throws IOException {
        Set<String> listed = Claims.SETTINGS.list().stream().map(claim -> claim.id().toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        assertThat(listed).hasSize(355);
        try (InputStream in = NodeConfig.class.getResourceAsStream("settings.tsv")) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t")[0]).filter(path -> !path.startsWith("sluice"))).allMatch(listed::contains);
        }
        for (Claims.Claim claim : Claims.SETTINGS.list()) {
            assertThat(claim.title()).as(claim.id()).isIn(Claims.ACTS, Claims.WHY_NOT, Claims.LATER);
            assertThat(claim.reason().isEmpty()).as(claim.id()).isEqualTo(claim.title().equals(Claims.ACTS));
            assertThat(claim.title().equals(Claims.LATER)).as(claim.id())
                    .isEqualTo(claim.id().startsWith("dashboard") || claim.area().equals("remote adapters"));
        }
    }

    @Test
    void idsDiffer() {
        for (Claims claims : Claims.values()) {
            List<String> ids = claims.list().stream().map(Claims.Claim::id).toList();
            assertThat(ids).doesNotHaveDuplicates().isNotEmpty();
        }
    }
}
