package dev.sluice.server.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCheckTest {
    private static final String ADAPTERS = """
            <adapters_conf id="%s">
              <metadata_provider><adapter_class>example.Metadata</adapter_class></metadata_provider>
              <data_provider><adapter_class>example.Data</adapter_class></data_provider>
            </adapters_conf>
            """;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @TempDir
    Path root;

    @BeforeEach
    void layOutNode() throws IOException {
        for (String folder : List.of("conf", "pages", "adapters/one")) {
            Files.createDirectories(root.resolve(folder));
        }
        try (var files = Files.list(Path.of("..", "conf"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, root.resolve("conf").resolve(file.getFileName()));
            }
        }
        Files.writeString(root.resolve("adapters/one/adapters.xml"), ADAPTERS.formatted("ONE"));
    }

    private int check(boolean strict, Path... files) {
        List<Path> all = new ArrayList<>(List.of(files));
        if (all.isEmpty()) {
            all.add(root.resolve("conf/lightstreamer_conf.xml"));
        }
        printed.reset();
        return ConfigCheck.run(all, List.of(), strict, new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    private void add(String element) throws IOException {
        Path file = root.resolve("conf/lightstreamer_conf.xml");
        Files.writeString(file, Files.readString(file).replace("</lightstreamer_conf>", element + "</lightstreamer_conf>"));
    }

    @Test
    void nothingToSayIsZero() {
        assertThat(check(true)).isZero();
        assertThat(printed.size()).isZero();
    }

    @Test
    void warningsAreErrorsWhenStrict() throws IOException {
        add("<max_sesions>1</max_sesions>");

        assertThat(check(false)).isEqualTo(1);
        assertThat(printed.toString()).startsWith("WARN ").contains("max_sesions: is not a known element, ignored; did you mean max_sessions?");
        assertThat(check(true)).isEqualTo(2);
        assertThat(printed.toString()).startsWith("ERROR ").contains("max_sesions: is not a known element, ignored; did you mean max_sessions?");
    }

    @Test
    void settingsWithoutEffectAreHintsWhenTheyHoldTheirDefaultAndWarningsOtherwise() throws IOException {
        add("<use_protected_js>Y</use_protected_js><mpn><enabled>N</enabled></mpn>");
        assertThat(check(true)).isZero();
        assertThat(printed.toString()).contains("INFO ").contains("use_protected_js: Y: has no effect: only").contains("mpn: has no effect: ");

        add("<force_early_conversions>N</force_early_conversions>");
        assertThat(check(false)).isEqualTo(1);
        assertThat(printed.toString()).contains("WARN ").contains("force_early_conversions: N: has no effect: ");
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
        assertThat(printed.toString()).contains("adapters.xml:3:").contains("not well-formed XML");
    }

    @Test
    void idsOfAdapterSetsAreUnique() throws IOException {
        Files.createDirectories(root.resolve("adapters/two"));
        Files.writeString(root.resolve("adapters/two/adapters.xml"), ADAPTERS.formatted("ONE"));

        assertThat(check(false)).isEqualTo(2);
        assertThat(printed.toString()).contains("the id ONE is taken by");
    }

    @Test
    void aNodeWithoutAdapterSetsIsAWarning() throws IOException {
        Files.delete(root.resolve("adapters/one/adapters.xml"));

        assertThat(check(false)).isEqualTo(1);
        assertThat(printed.toString()).contains("no adapter set");
    }

    @Test
    void theLogConfigurationIsWellFormed() throws IOException {
        Files.writeString(root.resolve("conf/lightstreamer_log_conf.xml"), "<configuration>\n<root>\n</configuration>");

        assertThat(check(false)).isEqualTo(2);
        assertThat(printed.toString()).contains("lightstreamer_log_conf.xml:3:").contains("not well-formed XML");
    }
}
