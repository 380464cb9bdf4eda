package dev.sluice.tests.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The official client libraries the node is tested with. */
public enum Partner {
    /** {@code ls-javase-client} of now, in the JVM of the test. */
    JAVA("Java SE 5.2.1", Home.JVM, null, Since.TLCP_2_5, When.EVERY_RUN),
    /** The same library one generation ago. */
    JAVA_4("Java SE 4.3.7", Home.OLD_JVM, null, Since.TLCP_2_1, When.EVERY_RUN),
    /** {@code lightstreamer-client-node} in a process of its own. */
    NODE("Node 9.2.2", Home.NODE, "lightstreamer-client-node", Since.TLCP_2_5, When.EVERY_RUN),
    /** The same library one generation ago. */
    NODE_8("Node 8.0.5", Home.NODE, "lightstreamer-client-node-8", Since.TLCP_2_1, When.ON_DEMAND),
    /** {@code lightstreamer-client-web} in a page that the node itself serves to Chromium. */
    WEB("Web 9.2.3", Home.CHROMIUM, "lightstreamer-client-web", Since.TLCP_2_5, When.EVERY_RUN),
    /** The first of its generation. */
    WEB_9_0("Web 9.0.0", Home.CHROMIUM, "lightstreamer-client-web-9", Since.TLCP_2_5, When.ON_DEMAND),
    /** The last of the generation before. */
    WEB_8("Web 8.0.9", Home.CHROMIUM, "lightstreamer-client-web-8", Since.TLCP_2_1, When.EVERY_RUN);

    /** System property: a missing partner is a failure. */
    private static final String ALL_DEMANDED = "sluice.tests.partners";
    /** System property: partners that are not part of every run take part too. */
    private static final String ALL_GENERATIONS = "sluice.tests.generations";

    private final String title;
    private final Home home;
    private final String library;
    private final Since since;
    private final When when;

    Partner(String title, Home home, String library, Since since, When when) {
        this.title = title;
        this.home = home;
        this.library = library;
        this.since = since;
        this.when = when;
    }

    /** The partners of this run: those of every run, and with {@code ./sluice test --all} the others besides. */
    public static Stream<Partner> ofThisRun() {
        return Arrays.stream(values())
                .filter(partner -> partner.when == When.EVERY_RUN || allTakePart());
    }

    /** Whether the partners take part that are not part of every run. */
    static boolean allTakePart() {
        return Boolean.getBoolean(ALL_GENERATIONS);
    }

    /** Name and version, as people know it. */
    public String title() {
        return title;
    }

    /** Whether its protocol version tells what an adapter answered to a message; those before 2.5 do not. */
    public boolean hearsResponses() {
        return since == Since.TLCP_2_5;
    }

    /** Whether it is of the generation that speaks the current protocol version. */
    boolean ofNow() {
        return since == Since.TLCP_2_5;
    }

    /**
     * Whether its HTTP library sends a request again by itself, unknown to the client, when a kept connection breaks before the
     * response. A poll whose response was complete and lost then looks like one whose response was read.
     */
    boolean repeatsRequests() {
        return this == JAVA || home == Home.CHROMIUM;
    }

    /** Whether it knows the code that asks it to try again; in the code of those before, the handling of code 5 is switched off. */
    boolean triesAgainUnderLoad() {
        return since == Since.TLCP_2_5;
    }

    /** What is left of a value on its way to the application: Web 9.0.0 cuts it at U+0000, however it is sent. */
    String arriving(String value) {
        int end = value == null || this != WEB_9_0 ? -1 : value.indexOf('\0');
        return end < 0 ? value : value.substring(0, end);
    }

    /** Whether it lives on when a connection breaks; Node 8 takes the error text of a broken poll for a line of the node and stops. */
    boolean outlivesCuts(Transport transport) {
        return this != NODE_8 || transport != Transport.HTTP_POLLING;
    }

    /**
     * Whether it loses requests when a WebSocket breaks: once Netty's thread has noticed, Java 4.3.7 drops with a warning what its
     * session thread, which has not, still writes, and never repeats it, because the timer of the repetition starts with the writing.
     */
    boolean dropsRequests(Transport transport) {
        return this == JAVA_4 && transport.webSocket();
    }

    /** A fresh client, not connected; a browser loads its page from the node at {@code pagesPort}. */
    public TestClient open(int pagesPort, ClientLog log) throws IOException {
        return switch (home) {
            case JVM -> ManyConnections.allow(new JavaClient(log));
            case OLD_JVM -> OldJavaLibrary.shared().open(log);
            case NODE -> new NodeClient(library, log);
            case CHROMIUM -> new WebClient(library, pagesPort, log);
        };
    }

    /** Skips the test by name when the partner is not installed; fails it where all partners are demanded. */
    void require() {
        if (!Boolean.getBoolean(ALL_DEMANDED)) {
            Assumptions.assumeTrue(present(), this + " client: Node, npm or Chromium is not installed");
        } else if (!present()) {
            throw new AssertionError(this + " client: Node, npm or Chromium is not installed, and " + ALL_DEMANDED + " is set");
        }
    }

    private boolean present() {
        return switch (home) {
            case JVM, OLD_JVM -> true;
            case NODE -> onPath("node") && onPath("npm");
            case CHROMIUM -> NODE.present() && Files.isExecutable(Browser.CHROMIUM);
        };
    }

    private static boolean onPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(":")).anyMatch(dir -> Files.isExecutable(Path.of(dir, program)));
    }

    private enum Home { JVM, OLD_JVM, NODE, CHROMIUM }

    private enum Since { TLCP_2_1, TLCP_2_5 }

    private enum When { EVERY_RUN, ON_DEMAND }
}
