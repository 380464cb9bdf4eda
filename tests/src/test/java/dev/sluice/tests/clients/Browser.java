package dev.sluice.tests.clients;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.JsonProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One headless Chromium for all tests of the run; each page has its own connection pool. */
final class Browser {

    /** Where Debian puts it. */
    static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static Browser shared;

    private final Map<String, Page> pages = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final JsonProcess process;

    private Browser() throws IOException {
        process = new JsonProcess(this::onEvent, "browser.js", CHROMIUM.toString());
        Runtime.getRuntime().addShutdownHook(new Thread(process::close));
    }

    /** The browser, started at first use and closed with the JVM. */
    static synchronized Browser shared() throws IOException {
        if (shared == null) {
            shared = new Browser();
        }
        return shared;
    }

    /** Opens a page and waits until it is loaded; events of its script go to {@code listener}. */
    Page open(String url, Consumer<JsonNode> listener) {
        return open(new Page("p" + count.incrementAndGet(), listener), Map.of("open", url));
    }

    /** Opens a page of a given size in a window of that size. */
    Page open(String url, int width, int height, Consumer<JsonNode> listener) {
        return open(new Page("p" + count.incrementAndGet(), listener),
                Map.of("open", url, "size", Map.of("width", width, "height", height)));
    }

    private Page open(Page page, Map<String, Object> command) {
        pages.put(page.id, page);
        page.send(command);
        Await.until(Await.SOON, () -> "page loaded; " + page.trouble, () -> page.opened || page.failed);
        if (!page.opened) {
            throw new AssertionError("page not loaded: " + page.trouble);
        }
        return page;
    }

    private void onEvent(JsonNode event) {
        Page page = pages.get(event.get("page").asText());
        if (page != null) {
            page.onEvent(event);
        }
    }

    /** One page of the browser. */
    final class Page implements AutoCloseable {
        private final String id;
        private final Consumer<JsonNode> listener;
        private final Map<Integer, JsonNode> answers = new ConcurrentHashMap<>();
        private final AtomicInteger questions = new AtomicInteger();
        private volatile boolean opened;
        private volatile boolean failed;
        /** The last complaint of the page's console or script, for messages. */
        private volatile String trouble;

        private Page(String id, Consumer<JsonNode> listener) {
            this.id = id;
            this.listener = listener;
        }

        /** Hands a command to the driver script of the page. */
        void drive(Map<String, Object> command) {
            send(Map.of("drive", command));
        }

        /** Value of a script expression in the page. */
        JsonNode evaluate(String expression) {
            int number = questions.incrementAndGet();
            send(Map.of("evaluate", expression, "number", number));
            return answer(number).get("value");
        }

        /** Writes a picture of the page. */
        void screenshot(Path file) {
            int number = questions.incrementAndGet();
            send(Map.of("screenshot", file.toString(), "number", number));
            answer(number);
        }

        @Override
        public void close() {
            send(Map.of("close", true));
        }

        private JsonNode answer(int number) {
            Await.until(Await.SOON, () -> "answer of the page; " + trouble, () -> answers.containsKey(number));
            return answers.remove(number);
        }

        private void send(Map<String, Object> command) {
            Map<String, Object> line = new java.util.HashMap<>(command);
            line.put("page", id);
            process.send(line);
        }

        private void onEvent(JsonNode event) {
            switch (event.get("event").asText()) {
                case "opened" -> opened = true;
                case "evaluated", "shot" -> answers.put(event.get("number").asInt(), event);
                case "console" -> trouble = event.toString();
                case "driverError", "pageError" -> {
                    failed = true;
                    trouble = event.toString();
                    listener.accept(event);
                }
                default -> listener.accept(event);
            }
        }
    }
}
