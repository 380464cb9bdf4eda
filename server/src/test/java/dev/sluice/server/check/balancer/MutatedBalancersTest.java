package dev.sluice.server.check.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.config.ConfigProblem.Severity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class MutatedBalancersTest {
    private static final int FILES = 10_000;
    private static final String[] PIECES = {"{", "}", ";", "\"", "'", "\\", "#", "\n", "\r\n", " ", "\u0000", "\u00e9", "$", "${a}", "if", "unless",
        "{ }", "or", "!", "-f", "-m", "if { hdr(host) -i a }", ":", "*", "[", "[::1]:80", "99999999999999999999", "0", "90s", "99999999999y",
        "use_backend", "backend nodes\n", "defaults\n", "listen", "server", "location", "include *;", "upstream nodes {", "proxy_pass", "http {",
        "server_name ~^(.*)$;", "check port", "from", "timeout"};

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void noChangeOfAFileMakesTheReaderThrow() throws IOException {
        List<byte[]> shipped = shipped();
        Random random = new Random(11);
        int malformed = 0;
        int understood = 0;
        for (int i = 0; i < FILES; i++) {
            byte[] text = shipped.get(random.nextInt(shipped.size()));
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                text = mutate(text, random);
            }
            Path file = Files.write(folder.resolve("balancer.conf"), text);

            BalancerFile read = BalancerReader.read(file);

            boolean error = read.findings().stream().anyMatch(p -> p.severity() == Severity.ERROR);
            malformed += error && read.routes().isEmpty() ? 1 : 0;
            understood += read.findings().isEmpty() && !read.routes().isEmpty() ? 1 : 0;
            assertThat(read.findings()).as("file %d", i).allMatch(p -> !p.reason().contains("Exception") && !p.message().contains("\n"));
            assertThat(read.findings()).as("file %d", i).hasSizeLessThan(600);
        }
        assertThat(malformed).isGreaterThan(FILES / 20);
        assertThat(understood).isGreaterThan(FILES / 20);
    }

    private static List<byte[]> shipped() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("..", "conf", "clustering"))) {
            return files.filter(file -> file.toString().endsWith(".cfg") || file.toString().endsWith("nginx.conf")).sorted().map(file -> {
                try {
                    return Files.readString(file).replaceAll("(?m)^\\s*#.*\\R", "").getBytes(StandardCharsets.UTF_8);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }).toList();
        }
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
                yield Arrays.copyOfRange(text, start, Math.min(text.length, start + random.nextInt(300)));
            }
        };
        int keep = random.nextBoolean() ? from : to;
        byte[] changed = new byte[from + piece.length + text.length - keep];
        System.arraycopy(text, 0, changed, 0, from);
        System.arraycopy(piece, 0, changed, from, piece.length);
        System.arraycopy(text, keep, changed, from + piece.length, text.length - keep);
        return changed.length == 0 ? text : changed;
    }
}
