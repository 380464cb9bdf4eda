package dev.sluice.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class MutatedFilesTest {
    private static final int FILES = 2_000;
    private static final String[] PIECES = {"<", ">", "/", "\"", "&", "&amp;", "<!--", "-->", "<![CDATA[", "]]>", "<?x?>",
        "<!DOCTYPE a [<!ENTITY b \"c\">]>", "&b;", "$", "$env.", "-1", "99999999999999999999", "\u0000", "\u00e9", "<https_server>",
        "</http_server>", "<a:b>", "xmlns=\"urn:x\"", "Y", " ", "\r", "*"};

    @TempDir
    Path root;

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void noChangeOfAFileMakesTheReaderThrow() throws Exception {
        Path file = ConfigFiles.shipped(root);
        TestStores.write(file.resolveSibling("server.p12"), "JKS", "secret", true);
        Files.writeString(file.resolveSibling("server.password"), "secret");
        byte[] shipped = Files.readString(file).replaceAll("(?s)<!-- A TLS socket.*?\n\n(.*?)-->", "$1")
                .replaceAll("(?s)<!--.*?-->", "").replace("PKCS12", "JKS").getBytes(StandardCharsets.UTF_8);
        Random random = new Random(7);
        int failed = 0;
        for (int i = 0; i < FILES; i++) {
            byte[] text = shipped;
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                text = mutate(text, random);
            }
            Files.write(file, text);
            ConfigReader.Result result = new ConfigReader().read(file);
            failed += result.failed() ? 1 : 0;
            assertThat(result.failed()).as("file %d", i).isEqualTo(
                    result.problems().stream().anyMatch(p -> p.severity() == ConfigProblem.Severity.ERROR));
            assertThat(result.problems()).as("file %d", i).allMatch(p -> !p.reason().contains("Exception") && !p.message().contains("\n"));
        }
        assertThat(failed).isBetween(FILES / 4, FILES - 50);
    }

    private static byte[] mutate(byte[] text, Random random) {
        int from = random.nextInt(text.length);
        int to = Math.min(text.length, from + random.nextInt(20));
        byte[] piece = switch (random.nextInt(4)) {
            case 0 -> new byte[0];
            case 1 -> new byte[] {(byte) random.nextInt(256)};
            case 2 -> PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8);
            default -> {
                int start = random.nextInt(text.length);
                yield Arrays.copyOfRange(text, start, Math.min(text.length, start + random.nextInt(200)));
            }
        };
        boolean insert = random.nextBoolean();
        int keep = insert ? from : to;
        byte[] changed = new byte[from + piece.length + text.length - keep];
        System.arraycopy(text, 0, changed, 0, from);
        System.arraycopy(piece, 0, changed, from, piece.length);
        System.arraycopy(text, keep, changed, from + piece.length, text.length - keep);
        return changed.length == 0 ? text : changed;
    }
}
