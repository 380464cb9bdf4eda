package dev.sluice.tests.kit;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests one node with the usual settings, started at the first need and stopped after the last test of the run; errors in
 * its log fail the run.
 */
public final class SharedNode implements ParameterResolver {

    /** More than the node would take here, so that sockets and their sessions often live on different loops. */
    private static final String LOOPS = "3";
    private static final Namespace NAMESPACE = Namespace.create(SharedNode.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext extension) {
        return parameter.getParameter().getType() == NodeProcess.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext extension) {
        return extension.getRoot().getStore(NAMESPACE).getOrComputeIfAbsent(Holder.class).node;
    }

    /** Closed by JUnit with the root store. */
    static final class Holder implements AutoCloseable, ExtensionContext.Store.CloseableResource {
        private final NodeProcess node;

        Holder() throws IOException {
            node = NodeProcess.start(new NodeSettings().property("sluice.event_loops", LOOPS));
        }

        @Override
        public void close() {
            node.close();
            List<String> errors = node.log().stream().filter(line -> line.contains(" ERROR ")).toList();
            if (!errors.isEmpty()) {
                throw new AssertionError("the shared node logged errors: " + errors);
            }
        }
    }
}
