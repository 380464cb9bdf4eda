package dev.sluice.tests.proof;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import dev.sluice.tests.kit.Layout;
import dev.sluice.tests.kit.NodeReads;
import dev.sluice.tests.suite.Claims;
import dev.sluice.tests.suite.Proofs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Writes down what a test with {@link Row} or {@link Trap} came to. What it reads before and after its method does not count. */
public final class ProofRecorder implements BeforeTestExecutionCallback, AfterTestExecutionCallback, TestWatcher {

    /** Configuration parameter of JUnit: another folder to write to. */
    static final String FOLDER = "sluice.proofs";

    private static final Map<String, Running> RUNNING = new ConcurrentHashMap<>();

    private record Running(NodeReads reads, NodeReads before) {
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        ids(context);
        NodeReads reads = new NodeReads();
        RUNNING.put(context.getUniqueId(), new Running(reads, NodeReads.enter(reads)));
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        NodeReads.enter(RUNNING.get(context.getUniqueId()).before);
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        record(context, true);
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        record(context, false);
    }

    @Override
    public void testAborted(ExtensionContext context, Throwable cause) {
        RUNNING.remove(context.getUniqueId());
    }

    private static void record(ExtensionContext context, boolean passed) {
        Running running = RUNNING.remove(context.getUniqueId());
        if (running == null) {
            return;
        }
        Method method = context.getRequiredTestMethod();
        StringBuilder lines = new StringBuilder();
        for (String id : ids(context)) {
            lines.append(Proofs.line(id, method.getDeclaringClass().getName() + "." + method.getName(), passed,
                    running.reads.octets()));
        }
        write(context.getConfigurationParameter(FOLDER).map(Path::of).orElseGet(() -> Proofs.folder(Layout.target())),
                lines.toString());
    }

    private static synchronized void write(Path folder, String lines) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(ProcessHandle.current().pid() + ".tsv"), lines, CREATE, APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> ids(ExtensionContext context) {
        Method method = context.getRequiredTestMethod();
        List<String> ids = new ArrayList<>();
        if (method.isAnnotationPresent(Row.class)) {
            known(Claims.ROWS, method.getAnnotation(Row.class).value(), ids);
        }
        if (method.isAnnotationPresent(Trap.class)) {
            known(Claims.TRAPS, method.getAnnotation(Trap.class).value(), ids);
        }
        return ids;
    }

    private static void known(Claims claims, String[] ids, List<String> all) {
        for (String id : ids) {
            claims.find(id).orElseThrow(() -> new AssertionError(id + " is not listed in " + claims.resource()));
            all.add(id);
        }
    }
}
