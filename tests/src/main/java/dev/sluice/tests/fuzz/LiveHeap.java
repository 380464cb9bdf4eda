package dev.sluice.tests.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What lives in the heap of a process after a full collection.
 *
 * @param bytes    of all objects
 * @param sessions live sessions
 * @param sockets  connections that still have their handler
 */
record LiveHeap(long bytes, long sessions, long sockets) {

    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

    /** Collects and counts, by {@code jcmd}, whose table is kept in a file. */
    static LiveHeap of(long pid, Path table) throws IOException, InterruptedException {
        String histogram = jcmd(pid, "GC.class_histogram");
        Files.writeString(table, histogram);
        Matcher total = TOTAL.matcher(histogram);
        if (!total.find()) {
            throw new IOException("jcmd said: " + histogram);
        }
        return new LiveHeap(Long.parseLong(total.group(1)), instances(histogram, "dev.sluice.server.session.Session"),
                instances(histogram, "dev.sluice.server.transport.HttpEndpoint")
                        + instances(histogram, "dev.sluice.server.transport.WebSocketConnection"));
    }

    /** Collects and writes every live object to a file, of the format heap analysers read. */
    static Path dump(long pid, Path file) throws IOException, InterruptedException {
        Files.deleteIfExists(file);
        jcmd(pid, "GC.heap_dump", file.toString());
        return file;
    }

    private static String jcmd(long pid, String... command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
        words.add(Long.toString(pid));
        words.addAll(List.of(command));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException("jcmd said: " + said);
        }
        return said;
    }

    private static long instances(String histogram, String type) {
        Matcher line = Pattern.compile("(?m)^\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+" + Pattern.quote(type) + "(\\s|$)").matcher(histogram);
        return line.find() ? Long.parseLong(line.group(1)) : 0;
    }
}
