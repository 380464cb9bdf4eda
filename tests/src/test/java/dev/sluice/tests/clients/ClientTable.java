package dev.sluice.tests.clients;

import dev.sluice.tests.kit.Layout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Writes down which scenarios passed with which client over which transport; {@code ./sluice test} makes README's table of it. */
final class ClientTable implements InvocationInterceptor {

    private static final Path FILE = Layout.target().resolve("clients/shown.tsv");

    @Override
    public void interceptTestTemplateMethod(Invocation<Void> invocation, ReflectiveInvocationContext<Method> context,
            ExtensionContext extension) throws Throwable {
        invocation.proceed();
        for (Object argument : context.getArguments()) {
            if (argument instanceof ClientCase its) {
                shown(its, context.getTargetClass());
            }
        }
    }

    /** A scenario of a test class has passed. */
    static synchronized void shown(ClientCase its, Class<?> scenarios) {
        try {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, String.join("\t", its.partner().title(), its.transport().clientName(), scenarios.getSimpleName()) + "\n",
                    StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
