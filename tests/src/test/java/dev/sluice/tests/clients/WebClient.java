package dev.sluice.tests.clients;

import java.io.IOException;
import java.util.Map;

/** The official Web client in a page of the shared browser. */
final class WebClient extends ScriptedClient {

    private final Browser.Page page;

    WebClient(String library, int pagesPort, ClientLog log) throws IOException {
        super(log);
        page = Browser.shared().open("http://127.0.0.1:" + pagesPort + "/driver.html?" + library, this::onEvent);
    }

    @Override
    void execute(Map<String, Object> command) {
        page.drive(command);
    }

    @Override
    public void close() {
        page.close();
    }
}
