package dev.sluice.tests.suite;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** What the reports of all modules say; a test class without a report counts as failed. */
final class Results {
    private static final List<String> MODULES = List.of("adapters-api", "adapters", "server", "tests");
    /** Classes that need a network of their own, as the deployment options do. */
    private static final Pattern OPTION = Pattern.compile("\\.tests\\.(cluster|bed)\\.[^.]*$");
    private static final Pattern ABSTRACT = Pattern.compile("^(public )?abstract class", Pattern.MULTILINE);

    private final Path tree;
    private final List<String> failures = new ArrayList<>();
    private final List<String> skips = new ArrayList<>();
    private final List<String> secondTries = new ArrayList<>();
    private int passed;

    Results(Path tree) {
        this.tree = tree;
    }

    int failed() {
        return failures.size();
    }

    int skipped() {
        return skips.size();
    }

    /** Whether no test ran and none was skipped. */
    boolean none() {
        return passed == 0 && failures.isEmpty() && skips.isEmpty();
    }

    void fail(String what) {
        failures.add(what);
    }

    void skip(String what) {
        skips.add(what);
    }

    /** Removes the reports of earlier runs. */
    void forget() throws IOException {
        for (var report : reports()) {
            Files.delete(report);
        }
    }

    /** Adds up all reports; with {@code complete}, looks for test classes that left none, as a crashed JVM would. */
    void read(boolean complete, boolean options) throws IOException {
        var reports = reports();
        for (var report : reports) {
            read(report);
        }
        if (complete) {
            var names = reports.stream().map(report -> report.getFileName().toString()).toList();
            for (var name : testClasses()) {
                boolean expected = options || !OPTION.matcher(name).find();
                if (expected && names.stream().noneMatch(report -> report.startsWith("TEST-" + name))) {
                    fail(name + ": left no report");
                }
            }
        }
    }

    void print(PrintStream out) {
        out.println();
        secondTries.forEach(test -> out.println("SECOND TRY " + test));
        skips.forEach(skip -> out.println("SKIPPED " + skip));
        failures.forEach(failure -> out.println("FAILED " + failure));
        out.println(passed + " passed, " + failed() + " failed, " + skipped() + " skipped");
        out.flush();
    }

    private void read(Path report) throws IOException {
        try {
            var cases = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(report.toFile())
                    .getElementsByTagName("testcase");
            for (int i = 0; i < cases.getLength(); i++) {
                count((Element) cases.item(i));
            }
        } catch (SAXException | ParserConfigurationException broken) {
            fail(report.getFileName() + ": cannot be read: " + broken.getMessage());
        }
    }

    private void count(Element test) {
        var name = test.getAttribute("classname") + "." + test.getAttribute("name");
        var failure = first(test, "failure", "error");
        var skip = first(test, "skipped");
        if (failure != null) {
            fail(name + ": " + firstLine(failure));
        } else if (skip != null) {
            skips.add(name + ": " + firstLine(skip));
        } else {
            passed++;
            var first = first(test, "flakyFailure", "flakyError");
            if (first != null) {
                secondTries.add(name + ": " + firstLine(first));
            }
        }
    }

    private static Element first(Element test, String... names) {
        for (var name : names) {
            if (test.getElementsByTagName(name).item(0) instanceof Element found) {
                return found;
            }
        }
        return null;
    }

    private static String firstLine(Element outcome) {
        var message = outcome.hasAttribute("message") ? outcome.getAttribute("message") : outcome.getTextContent();
        return message.strip().lines().findFirst().orElse(outcome.getAttribute("type"));
    }

    private List<Path> reports() throws IOException {
        var found = new ArrayList<Path>();
        for (var module : MODULES) {
            found.addAll(files(tree.resolve(module).resolve("target/surefire-reports"), "xml"));
        }
        return found;
    }

    private List<String> testClasses() throws IOException {
        var names = new ArrayList<String>();
        for (var module : MODULES) {
            var folder = tree.resolve(module).resolve("src/test/java");
            for (var file : files(folder, "Test.java")) {
                if (!ABSTRACT.matcher(Files.readString(file)).find()) {
                    var name = folder.relativize(file).toString();
                    names.add(name.substring(0, name.length() - ".java".length()).replace('/', '.'));
                }
            }
        }
        return names;
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }
}
