package dev.sluice.tests.kit;

import java.io.IOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests one node with the usual settings, started at the first need and stopped after the last test of the run. */
public final class SharedNode implements ParameterResolver {

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
            node = NodeProcess.start();
        }

        @Override
        public void close() {
            node.close();
        }
    }
}
