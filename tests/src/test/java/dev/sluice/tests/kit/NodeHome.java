package dev.sluice.tests.kit;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The folders of one node under test (conf, adapters, pages, logs), made below the module's target directory. */
public final class NodeHome {

    private static final List<String> WEB_CLIENTS =
            List.of("lightstreamer-client-web", "lightstreamer-client-web-9", "lightstreamer-client-web-8");
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final String LOG_CONFIGURATION = """
            <configuration>
              <appender name="console" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%d{HH:mm:ss.SSS} %-5level %logger [%thread] %msg%n%ex{12}</pattern></encoder>
              </appender>
              <logger name="LightstreamerLogger" level="INFO"/>
              <logger name="LightstreamerHealthCheck" level="INFO"/>
              <root level="WARN"><appender-ref ref="console"/></root>
            </configuration>
            """;

    private final Path root;

    private NodeHome(Path root) {
        this.root = root;
    }

    /** A fresh home with the scripted adapter set and the test pages inside. */
    public static NodeHome create() throws IOException {
        Path root = Layout.target().resolve("nodes").resolve(ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet());
        for (String folder : new String[] {"conf", "adapters/script", "shared", "pages", "logs"}) {
            Files.createDirectories(root.resolve(folder));
        }
        Files.writeString(root.resolve("conf/lightstreamer_log_conf.xml"), LOG_CONFIGURATION);
        NodeHome home = new NodeHome(root);
        home.copy(CompiledAdapters.of("script"), "adapters/script/classes");
        Files.copy(Layout.adapterSources("script").resolve("adapters.xml"), root.resolve("adapters/script/adapters.xml"));
        home.copy(Layout.javascript().resolve("pages"), "pages");
        for (String library : WEB_CLIENTS) {
            home.copy(NodeModules.webClient(library), "pages/" + library + ".js");
        }
        return home;
    }

    /** The folder itself. */
    public Path root() {
        return root;
    }

    /** Copies a file, or a folder with all below, into the home. */
    public void copy(Path from, String to) throws IOException {
        Path base = root.resolve(to);
        if (Files.isRegularFile(from)) {
            Files.createDirectories(base.getParent());
            Files.copy(from, base, StandardCopyOption.REPLACE_EXISTING);
            return;
        }
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(base.resolve(from.relativize(dir).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, base.resolve(from.relativize(file).toString()), StandardCopyOption.REPLACE_EXISTING);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
