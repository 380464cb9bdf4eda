package dev.sluice.server.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import dev.sluice.server.config.ConfigProblem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LoggingSetupTest {
    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger logger = LoggerFactory.getLogger("LightstreamerLogger.init");

    @TempDir
    Path root;

    @AfterEach
    void restore() throws JoranException {
        context.stop();
        context.reset();
        new ContextInitializer(context).autoConfig();
    }

    private Path file(String text) throws IOException {
        return Files.writeString(Files.createDirectories(root.resolve("conf")).resolve("log.xml"), text);
    }

    @Test
    void shippedFileHasNoProblemAndWritesBesideItself() throws IOException {
        Path file = file(Files.readString(Path.of("..", "conf", "lightstreamer_log_conf.xml")));

        assertThat(LoggingSetup.install(file)).isEmpty();
        logger.info("up");
        logger.error(LoggingSetup.FATAL, "down");
        LoggingSetup.stop();

        assertThat(Files.readString(root.resolve("logs/Lightstreamer.log"))).contains("< INFO> up").contains("<FATAL> down");
        assertThat(root.resolve("logs")).isDirectoryContaining(f -> f.getFileName().toString().equals("Lightstreamer.log"));
        assertThat(context.getLogger("LightstreamerLogger.requests").getEffectiveLevel()).isEqualTo(Level.WARN);
    }

    @Test
    void filesOfUsersNameTheirClasses() throws IOException {
        Path file = file("""
                <configuration>
                  <statusListener class="com.lightstreamer.logback.Logging$OnConsoleErrorWarningStatusListener"/>
                  <appender name="LSDailyRolling" class="com.lightstreamer.logback.RelativeFileAppenders$RollingFileAppender">
                    <File>daily.log</File>
                    <rollingPolicy class="ch.qos.logback.core.rolling.TimeBasedRollingPolicy">
                      <fileNamePattern>daily_%d.log</fileNamePattern>
                    </rollingPolicy>
                    <encoder><pattern>%m%n</pattern></encoder>
                  </appender>
                  <appender name="plain" class="com.lightstreamer.logback.RelativeFileAppenders$FileAppender">
                    <File>../plain.log</File>
                    <encoder><pattern>%m%n</pattern></encoder>
                  </appender>
                  <appender name="LSProducer" class="com.lightstreamer.logback.ProducerAppender"/>
                  <logger name="LightstreamerLogger" level="INFO">
                    <appender-ref ref="LSDailyRolling"/><appender-ref ref="plain"/><appender-ref ref="LSProducer"/>
                  </logger>
                </configuration>""");
        List<LogLine> lines = new CopyOnWriteArrayList<>();
        Runnable remove = LogFeed.listen(lines::add);
        try {
            assertThat(LoggingSetup.install(file)).isEmpty();
            logger.warn("one {}", 1);
            logger.error(LoggingSetup.FATAL, "two");
            LoggingSetup.stop();
        } finally {
            remove.run();
        }

        assertThat(Files.readAllLines(root.resolve("conf/daily.log"))).containsExactly("one 1", "two");
        assertThat(Files.readAllLines(root.resolve("plain.log"))).containsExactly("one 1", "two");
        assertThat(lines).extracting(LogLine::severity, LogLine::message).containsExactly(
                tuple("WARN", "one 1"), tuple("FATAL", "two"));
    }

    @Test
    void aFileThatIsNoXmlIsAnErrorWithItsLine() throws IOException {
        List<ConfigProblem> problems = LoggingSetup.install(file("<configuration>\n<appender>\n</configuration>"));

        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).severity()).isEqualTo(ConfigProblem.Severity.ERROR);
        assertThat(problems.get(0).line()).isEqualTo(3);
    }

    @Test
    void aClassThatDoesNotExistIsAWarning() throws IOException {
        List<ConfigProblem> problems = LoggingSetup.install(file("<configuration>\n\n<appender name='a' class='no.Such'/>"
                + "<root level='INFO'><appender-ref ref='a'/></root></configuration>"));

        assertThat(problems).isNotEmpty().allMatch(p -> p.severity() == ConfigProblem.Severity.WARN)
                .anyMatch(p -> p.reason().contains("no.Such"));
    }

    @Test
    void changesAreReadWhileRunning() throws IOException {
        String text = "<configuration scan='true' scanPeriod='50 milliseconds'><logger name='LightstreamerLogger' level='%s'/></configuration>";
        Path file = file(text.formatted("WARN"));
        LoggingSetup.install(file);
        assertThat(logger.isInfoEnabled()).isFalse();

        Files.writeString(file, text.formatted("INFO"));
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(10)));

        await(logger::isInfoEnabled);
    }

    @Test
    void aBrokenChangeIsPrintedAndTheOldFileStays() throws IOException {
        String text = "<configuration scan='true' scanPeriod='50 milliseconds'><logger name='LightstreamerLogger' level='INFO'/></configuration>";
        Path file = file(text);
        LoggingSetup.install(file);
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream stderr = System.err;
        System.setErr(new PrintStream(printed, true));
        try {
            Files.writeString(file, "<configuration>");
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(10)));
            await(() -> printed.toString().contains(file.toString()));
        } finally {
            System.setErr(stderr);
        }
        await(logger::isInfoEnabled);
    }

    @Test
    void javaUtilLoggingGoesTheSameWay() throws IOException {
        Path file = file("""
                <configuration><appender name="f" class="com.lightstreamer.logback.RelativeFileAppenders$FileAppender">
                <file>jul.log</file><encoder><pattern>%m%n</pattern></encoder></appender>
                <root level="INFO"><appender-ref ref="f"/></root></configuration>""");
        LoggingSetup.install(file);

        java.util.logging.Logger.getLogger("some.library").warning("from a library");
        LoggingSetup.stop();

        assertThat(Files.readAllLines(root.resolve("conf/jul.log"))).containsExactly("from a library");
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + 10_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time is up").isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
