package dev.sluice.tests.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What the gates measured, printed and kept beside the logs of the bed. */
final class Figures {

    private Figures() {
    }

    /** One sentence. */
    static void write(TestBed bed, String text) throws IOException {
        String line = bed.deployment().option() + ": " + text + "\n";
        System.out.print(line);
        Path file = bed.logs().resolveSibling("figures.txt");
        Files.writeString(file, line, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
