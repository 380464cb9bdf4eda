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
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Writes down what a test with {@link Row}, {@link Trap} or {@link Setting} came to. What it reads before and after its method does not
 * count. Rows of the protocol are proved by octets alone; settings also by lines of the log and by what operators are shown.
 */
public final class ProofRecorder implements BeforeTestExecutionCallback, AfterTestExecutionCallback, InvocationInterceptor,
        TestWatcher {

    /** Configuration parameter of JUnit: another folder to write to. */
    static final String FOLDER = "sluice.proofs";

    private static final Map<String, Running> RUNNING = new ConcurrentHashMap<>();

    /** @param settings paths that the test was called with */
    private record Running(NodeReads reads, NodeReads before, List<String> settings) {
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        ids(context);
        Method method = context.getRequiredTestMethod();
        if (method.isAnnotationPresent(Setting.class)) {
            known(Claims.SETTINGS, method.getAnnotation(Setting.class).value(), new ArrayList<>());
        }
        NodeReads reads = new NodeReads();
        RUNNING.put(context.getUniqueId(), new Running(reads, NodeReads.enter(reads), new ArrayList<>()));
    }

    @Override
    public void interceptTestTemplateMethod(Invocation<Void> invocation, ReflectiveInvocationContext<Method> called,
                                            ExtensionContext context) throws Throwable {
        Parameter[] parameters = called.getExecutable().getParameters();
        for (int i = 0; i < parameters.length; i++) {
            if (parameters[i].isAnnotationPresent(Setting.class)) {
                known(Claims.SETTINGS, new String[] {(String) called.getArguments().get(i)},
                        RUNNING.get(context.getUniqueId()).settings);
            }
        }
        invocation.proceed();
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
        String test = method.getDeclaringClass().getName() + "." + method.getName();
        for (String id : ids(context)) {
            lines.append(Proofs.line(id, test, passed, running.reads.octets()));
        }
        List<String> settings = new ArrayList<>(running.settings);
        if (method.isAnnotationPresent(Setting.class)) {
            known(Claims.SETTINGS, method.getAnnotation(Setting.class).value(), settings);
        }
        for (String id : settings) {
            lines.append(Proofs.line(id, test, passed, running.reads.octets() + running.reads.said()));
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
