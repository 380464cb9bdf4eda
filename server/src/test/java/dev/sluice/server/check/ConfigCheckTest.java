package dev.sluice.server.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCheckTest {
    private String printed;

    @TempDir
    Path root;

    @BeforeEach
    void layOutNode() throws IOException {
        NodeFolder.layOut(root);
    }

    private CheckReport report(boolean strict, Path... files) {
        List<Path> all = new ArrayList<>(List.of(files));
        if (all.isEmpty()) {
            all.add(root.resolve("conf/lightstreamer_conf.xml"));
        }
        return ConfigCheck.run(all, List.of(), new ConfigCheck.Options(strict, false, Instant.now()));
    }

    private int check(boolean strict, Path... files) {
        CheckReport report = report(strict, files);
        printed = report.text();
        return report.exitCode();
    }

    private void add(String element) throws IOException {
        Path file = root.resolve("conf/lightstreamer_conf.xml");
        Files.writeString(file, Files.readString(file).replace("</lightstreamer_conf>", element + "</lightstreamer_conf>"));
    }

    @Test
    void nothingToSayIsZero() {
        assertThat(check(true)).isZero();
        assertThat(printed).isEqualToIgnoringNewLines("Nothing is wrong");
    }

    @Test
    void warningsAreErrorsWhenStrict() throws IOException {
        add("<max_sesions>1</max_sesions>");

        assertThat(check(false)).isEqualTo(1);
        assertThat(printed).startsWith("WARN ").contains("max_sesions: is not a known element, ignored; did you mean max_sessions?");
        assertThat(check(true)).isEqualTo(2);
        assertThat(printed).startsWith("ERROR ").contains("max_sesions: is not a known element, ignored; did you mean max_sessions?");
    }

    @Test
    void settingsWithoutEffectAreHintsWhenTheyHoldTheirDefaultAndWarningsOtherwise() throws IOException {
        add("<use_protected_js>Y</use_protected_js><mpn><enabled>N</enabled></mpn>");
        assertThat(check(true)).isZero();
        assertThat(printed).contains("INFO ").contains("use_protected_js: Y: has no effect: only").contains("mpn: has no effect: ");

        add("<force_early_conversions>N</force_early_conversions>");
        assertThat(check(false)).isEqualTo(1);
        assertThat(printed).contains("WARN ").contains("force_early_conversions: N: has no effect: ");
    }

    @Test
    void theWorstOfAllFilesCounts() throws IOException {
        Path other = Files.writeString(root.resolve("conf/other.xml"), "<lightstreamer_conf/>");

        assertThat(check(false, other, root.resolve("conf/lightstreamer_conf.xml"))).isEqualTo(2);
        assertThat(check(false, root.resolve("none.xml"))).isEqualTo(2);
    }

    @Test
    void adapterSetsAreRead() throws IOException {
        Files.writeString(root.resolve("adapters/one/adapters.xml"), "<adapters_conf id='ONE'>\n<metadata_provider>\n</adapters_conf>");

        assertThat(check(false)).isEqualTo(2);
        assertThat(printed).contains("adapters.xml:3:").contains("not well-formed XML");
    }

    @Test
    void idsOfAdapterSetsAreUnique() throws IOException {
        NodeFolder.set(root, "two", "ONE", NodeFolder.METADATA, SampleFeed.class.getName());

        assertThat(check(false)).isEqualTo(2);
        assertThat(printed).contains("the id ONE is taken by");
    }

    @Test
    void aNodeWithoutAdapterSetsIsAWarning() throws IOException {
        Files.delete(root.resolve("adapters/one/adapters.xml"));

        assertThat(check(false)).isEqualTo(1);
        assertThat(printed).contains("no adapter set");
    }

    @Test
    void theLogConfigurationIsWellFormed() throws IOException {
        Files.writeString(root.resolve("conf/lightstreamer_log_conf.xml"), "<configuration>\n<root>\n</configuration>");

        assertThat(check(false)).isEqualTo(2);
        assertThat(printed).contains("lightstreamer_log_conf.xml:3:").contains("not well-formed XML");
    }

    @Test
    void toolsGetOneDocumentWithAllFields() throws IOException {
        Path file = root.resolve("conf/\"quoted\".xml");
        Files.writeString(file, Files.readString(root.resolve("conf/lightstreamer_conf.xml")).replace("<sendbuf>1600", "<sendbuf>16k"));

        assertThat(report(false, file).json()).isEqualToIgnoringWhitespace("""
                {"files": ["%1$s"], "exitCode": 2, "errors": 1, "warnings": 0, "hints": 0, "findings": [{"severity": "ERROR", "file": "%1$s",
                "line": 147, "column": 5, "path": "sendbuf", "value": "16k", "reason": "is not a whole number",
                "advice": "give a number of 1 or more, digits only, or leave it out for 1600", "guide": ""}]}
                """.formatted(file.toString().replace("\"", "\\\"")).replaceFirst("147", String.valueOf(line(file, "<sendbuf>"))));
    }

    private static int line(Path file, String text) throws IOException {
        List<String> lines = Files.readAllLines(file);
        return 1 + lines.indexOf(lines.stream().filter(line -> line.contains(text)).findFirst().orElseThrow());
    }

    @Test
    void whatTheEditionFileSaysIsAHint() throws IOException {
        add("<edition_conf>edition.xml</edition_conf>");
        assertThat(check(true)).isZero();
        assertThat(printed).containsOnlyOnce("INFO").contains("edition_conf: edition.xml: has no effect: there are no licences");

        Path edition = Files.writeString(root.resolve("conf/edition.xml"), """
                <lightstreamer_edition_conf>
                  <license><edition>ENTERPRISE</edition>
                    <enterprise_edition_details><online_password>hidden</online_password></enterprise_edition_details>
                    <optional_features><feature id="mpn">Y</feature></optional_features>
                  </license>
                </lightstreamer_edition_conf>
                """);
        assertThat(check(true)).isZero();
        assertThat(printed.replace(edition + ":", "")).contains("""
                INFO 2:12: license/edition: ENTERPRISE: has no effect: there are no licences, every feature is on
                INFO 3:33: license/enterprise_edition_details/online_password: ***: has no effect: there are no licences, every feature is on
                INFO 4:24: license/optional_features/feature@id: mpn: has no effect: there are no licences, every feature is on
                INFO 4:24: license/optional_features/feature: Y: has no effect: there are no licences, every feature is on
                """);

        Files.writeString(edition, "<lightstreamer_edition_conf>");
        assertThat(check(false)).isEqualTo(1);
        assertThat(printed).contains("WARN " + edition + ":1:").contains("not well-formed XML");
    }
}
