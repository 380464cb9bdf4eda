package dev.sluice.server.adapter;

import com.lightstreamer.interfaces.metadata.AccessException;
import com.lightstreamer.interfaces.metadata.CreditsException;
import com.lightstreamer.interfaces.metadata.ItemsException;
import com.lightstreamer.interfaces.metadata.NotificationException;
import com.lightstreamer.interfaces.metadata.ResourceUnavailableException;
import com.lightstreamer.interfaces.metadata.SchemaException;
import dev.sluice.server.protocol.ErrorCode;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the exceptions of a metadata adapter mean to the client (reference: adapters.md 3.10). */
final class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerLogger.requests");

    private Refusals() {
    }

    /** The refusal of a session. */
    static Refusal ofSession(String adapter, Throwable thrown) {
        Throwable cause = unwrap(thrown);
        if (cause instanceof ResourceUnavailableException) {
            return node(adapter, cause, ErrorCode.ADAPTER_UNAVAILABLE);
        }
        if (cause instanceof AccessException) {
            return node(adapter, cause, ErrorCode.USER_REFUSED);
        }
        if (cause instanceof NotificationException) {
            return node(adapter, cause, ErrorCode.SERVER_ERROR);
        }
        return other(adapter, cause, ErrorCode.ADAPTER_EXCEPTION);
    }

    /** The refusal of a subscription. */
    static Refusal ofSubscription(String adapter, Throwable thrown, ErrorCode whenItemsAreRefused) {
        Throwable cause = unwrap(thrown);
        if (cause instanceof ItemsException) {
            return node(adapter, cause, whenItemsAreRefused);
        }
        if (cause instanceof SchemaException) {
            return node(adapter, cause, ErrorCode.BAD_SCHEMA);
        }
        if (cause instanceof NotificationException) {
            return node(adapter, cause, ErrorCode.SERVER_ERROR);
        }
        return other(adapter, cause, ErrorCode.ADAPTER_EXCEPTION);
    }

    /** The refusal of a client message. */
    static Refusal ofMessage(String adapter, Throwable thrown) {
        Throwable cause = unwrap(thrown);
        if (cause instanceof NotificationException) {
            return node(adapter, cause, ErrorCode.MESSAGE_ERROR);
        }
        return other(adapter, cause, ErrorCode.MESSAGE_EXCEPTION);
    }

    /** What the adapter threw, without the wrappers futures add. */
    static Throwable unwrap(Throwable thrown) {
        Throwable cause = thrown;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static Refusal node(String adapter, Throwable cause, ErrorCode code) {
        LOG.info("Adapter {} refused: {}; the client is told code {}", adapter, cause, code.code());
        return Refusal.of(code);
    }

    private static Refusal other(String adapter, Throwable cause, ErrorCode code) {
        if (cause instanceof CreditsException credits) {
            LOG.info("Adapter {} refused with its own code {}: {}", adapter, credits.getClientErrorCode(), cause.getMessage());
            return Refusal.byAdapter(credits.getClientErrorCode(), credits.getClientErrorMsg());
        }
        LOG.warn("Adapter {} failed: {}; the client is told code {} (stack trace at DEBUG)", adapter, cause, code.code());
        LOG.debug("What adapter {} threw", adapter, cause);
        return Refusal.of(code);
    }
}
