package dev.sluice.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.Layout;
import dev.sluice.tests.kit.NodeHome;
import dev.sluice.tests.kit.NodeModules;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.NodeSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The first page a newcomer sees, in a real browser: prices move, and the page says how it is connected. */
@Execution(ExecutionMode.CONCURRENT)
class StockPageTest {

    private static final String STATUS = "document.querySelector('.badge .code').textContent";
    private static final String PRICES = "[...document.querySelectorAll('td.last')].map(cell => cell.textContent).join(' ')";
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 900;

    private final List<JsonNode> trouble = new CopyOnWriteArrayList<>();

    @BeforeEach
    void browserIsInstalled() {
        Partner.WEB.require();
    }

    @Test
    void pricesMoveOverTheWebSocket() throws Exception {
        try (NodeProcess node = NodeProcess.start(new NodeSettings(), demoHome());
                Browser.Page page = Browser.shared().open(node.url() + "/", WIDTH, HEIGHT, trouble::add)) {
            awaitLive(page, "CONNECTED:WS-STREAMING");
            page.screenshot(Layout.target().resolve("stock-page-websocket.png"));
            assertThat(trouble).isEmpty();
        }
    }

    @Test
    void pricesMoveOverHttpWhenTheWebSocketIsOff() throws Exception {
        try (NodeProcess node = NodeProcess.start(new NodeSettings().withoutWebSocket(), demoHome());
                Browser.Page page = Browser.shared().open(node.url() + "/", WIDTH, HEIGHT, trouble::add)) {
            awaitLive(page, "CONNECTED:HTTP-STREAMING");
            page.screenshot(Layout.target().resolve("stock-page-http.png"));
            assertThat(trouble).isEmpty();
        }
    }

    @Test
    void pageSaysWhenTheNodeIsGoneAndLivesWhenItIsBack() throws Exception {
        try (NodeProcess node = NodeProcess.start(new NodeSettings(), demoHome());
                Browser.Page page = Browser.shared().open(node.url() + "/", 400, 800, trouble::add)) {
            awaitLive(page, "CONNECTED:WS-STREAMING");
            node.kill();
            Await.until("the page says that the node is gone",
                    () -> page.evaluate("document.body.innerText").asText().contains("lost"));
            page.screenshot(Layout.target().resolve("stock-page-gone-phone.png"));
            node.restart();
            awaitLive(page, "CONNECTED:WS-STREAMING");
            page.screenshot(Layout.target().resolve("stock-page-back-phone.png"));
        }
    }

    private static void awaitLive(Browser.Page page, String status) {
        Await.until(Await.SOON, () -> status + "; shown: " + page.evaluate(STATUS),
                () -> page.evaluate(STATUS).asText().equals(status));
        Await.until("30 prices", () -> page.evaluate(PRICES).asText().matches("([\\d.,]+ ){29}[\\d.,]+"));
        String before = page.evaluate(PRICES).asText();
        Await.until("a price that moves", () -> !page.evaluate(PRICES).asText().equals(before));
    }

    private static NodeHome demoHome() throws IOException {
        NodeHome home = NodeHome.create();
        for (String folder : new String[] {"pages", "adapters/demo"}) {
            home.copy(Layout.root().resolve(folder), folder);
        }
        Path client = NodeModules.webClient("lightstreamer-client-web");
        home.copy(client, "pages/lib/node_modules/lightstreamer-client-web/" + client.getFileName());
        return home;
    }
}
