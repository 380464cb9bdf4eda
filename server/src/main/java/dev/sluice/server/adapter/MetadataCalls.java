package dev.sluice.server.adapter;

import com.lightstreamer.interfaces.metadata.MetadataProvider;
import java.lang.invoke.MethodHandle;

/** A metadata adapter ready to be asked: in its context, by the methods it really has. */
final class MetadataCalls {

    private final MetadataProvider adapter;
    private final MetadataMethods methods;
    private final AdapterContext context;

    /** A question with an answer. */
    @FunctionalInterface
    interface Question<T> {
        T ask(MetadataProvider adapter) throws Throwable;
    }

    /** A notification. */
    @FunctionalInterface
    interface Notification {
        void tell(MetadataProvider adapter) throws Throwable;
    }

    MetadataCalls(MetadataProvider adapter, MetadataMethods methods, AdapterContext context) {
        this.adapter = adapter;
        this.methods = methods;
        this.context = context;
    }

    /** Class loader and watch of the adapter. */
    AdapterContext context() {
        return context;
    }

    /** The methods found in the adapter. */
    MetadataMethods methods() {
        return methods;
    }

    /** A method whose form depends on the adapter's generation, of exactly the type of its signature. */
    MethodHandle method(MetadataSignatures signature) {
        return methods.handle(signature);
    }

    /** Asks a question whose form never changed. */
    <T> T ask(String method, Question<T> question) throws Throwable {
        return context.call(method, () -> question.ask(adapter));
    }

    /** Tells something whose form never changed. */
    void run(String method, Notification notification) throws Throwable {
        context.call(method, () -> {
            notification.tell(adapter);
            return null;
        });
    }
}
