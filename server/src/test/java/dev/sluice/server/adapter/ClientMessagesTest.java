package dev.sluice.server.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.lightstreamer.interfaces.metadata.CreditsException;
import com.lightstreamer.interfaces.metadata.NotificationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a metadata adapter answers to client messages. */
class ClientMessagesTest {

    private final OneSet one = new OneSet();

    private Outcome<String> send(String text) {
        one.start(new Metadata(one.journal) {
            @Override
            public CompletableFuture<String> notifyUserMessage(String user, String session, String message)
                    throws CreditsException, NotificationException {
                switch (message) {
                    case "null future":
                        return null;
                    case "null text":
                        return CompletableFuture.completedFuture(null);
                    case "credits":
                        throw new CreditsException(-4, "detail", "pay first");
                    case "notification":
                        throw new NotificationException("no");
                    case "unchecked":
                        throw new IllegalStateException("bug");
                    case "late":
                        return CompletableFuture.failedFuture(new NotificationException("no"));
                    default:
                        return CompletableFuture.supplyAsync(() -> "re: " + message);
                }
            }
        });
        Outcome<String> outcome = new Outcome<>();
        one.set.message("ann", "s1", text, Runnable::run, outcome);
        return outcome;
    }

    @Test
    void responseIsHandedOver() throws Exception {
        assertThat(send("hello").granted()).isEqualTo("re: hello");
    }

    @ParameterizedTest
    @CsvSource({"null future", "null text"})
    void noResponseIsAnEmptyText(String text) throws Exception {
        assertThat(send(text).granted()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"credits, -4", "notification, 34", "late, 34", "unchecked, 35"})
    void refusedMessageIsToldByItsCode(String text, int code) throws Exception {
        assertThat(send(text).code()).isEqualTo(code);
    }
}
