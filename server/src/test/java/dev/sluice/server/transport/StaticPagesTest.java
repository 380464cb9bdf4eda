package dev.sluice.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StaticPagesTest {

    @TempDir
    Path dir;

    @Test
    void filesAreServedWithTypeTagAndDate() throws Exception {
        try (TransportFixture node = node(); RawClient client = node.connect()) {
            RawClient.Response page = client.get("/demo/");
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.body()).isEqualTo("<p>demo</p>");
            assertThat(page.header("content-type")).isEqualTo("text/html");
            assertThat(page.header("cache-control")).isEqualTo("no-cache");
            assertThat(client.get("/demo/x.odd").header("content-type")).isEqualTo("text/odd");
            assertThat(client.get("/demo/a%20b.css?version=1").header("content-type")).isEqualTo("text/css");
            assertThat(client.get("/demo").header("location")).isEqualTo("/demo/");
            RawClient.Response head = client.request("HEAD /demo/ HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(head.header("content-length")).isEqualTo("11");
            assertThat(client.get("/demo/", "If-None-Match: " + page.header("etag")).status()).isEqualTo(304);
            assertThat(client.get("/demo/", "If-Modified-Since: " + page.header("last-modified")).status()).isEqualTo(304);
            Files.writeString(dir.resolve("pages/demo/index.html"), "<p>changed</p>");
            assertThat(client.get("/demo/", "If-None-Match: " + page.header("etag")).body()).isEqualTo("<p>changed</p>");
            assertThat(client.post("/demo/", "").status()).isEqualTo(405);
        }
    }

    @Test
    void nothingOutsideOfTheDirectoryAndNoHiddenFileIsServed() throws Exception {
        try (TransportFixture node = node(); RawClient client = node.connect()) {
            Files.writeString(dir.resolve("secret.txt"), "secret");
            Files.writeString(dir.resolve("pages/.hidden"), "secret");
            Files.createSymbolicLink(dir.resolve("pages/link.txt"), dir.resolve("secret.txt"));
            for (String path : new String[] {"/../secret.txt", "/demo/../../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt",
                "/demo/..%5c..%5csecret.txt", "/.hidden", "/%2ehidden", "/link.txt", "/secret.txt", "/nothing", "/%00", "/%zz", "//etc/passwd",
                "/demo/index.html/x"}) {
                RawClient.Response response = client.get(path);
                assertThat(response.status()).as(path).isEqualTo(404);
                assertThat(response.body()).as(path).isEqualTo("<p>none</p>").doesNotContain("secret");
            }
        }
    }

    private TransportFixture node() throws Exception {
        Path conf = Files.createDirectories(dir.resolve("conf"));
        Path demo = Files.createDirectories(dir.resolve("pages/demo"));
        Files.writeString(demo.resolve("index.html"), "<p>demo</p>");
        Files.writeString(demo.resolve("x.odd"), "odd");
        Files.writeString(demo.resolve("a b.css"), "p {}");
        Files.writeString(conf.resolve("mime_types.properties"), "odd=text/odd\n");
        Files.writeString(conf.resolve("none.html"), "<p>none</p>");
        return new TransportFixture(conf, s -> {
            s.webServer.enabled = true;
            s.webServer.notfoundPage = "none.html";
        });
    }
}
