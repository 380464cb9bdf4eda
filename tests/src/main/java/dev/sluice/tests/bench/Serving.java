package dev.sluice.tests.bench;

import dev.sluice.server.node.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** A node in this process with the adapter set {@code BENCH}, configured like the file we ship but for what must differ. */
final class Serving {
    private static final String CONF = "lightstreamer_conf.xml";
    private static final String ADAPTERS = """
            <?xml version="1.0" encoding="UTF-8"?>
            <adapters_conf id="BENCH">
              <metadata_provider>
                <adapter_class>com.lightstreamer.adapters.metadata.LiteralBasedProvider</adapter_class>
              </metadata_provider>
              <data_provider>
                <adapter_class>%s</adapter_class>
                <param name="ingress_port">%d</param>
              </data_provider>
            </adapters_conf>
            """;

    private final Path tree;
    private final Path home;

    Serving(Path tree, int webSocketPort) {
        this.tree = tree;
        this.home = tree.resolve("tests/target/bench/node-" + webSocketPort);
    }

    /** Becomes the node; returns only by the end of the process. */
    void run(int webSocketPort, int ingressPort) throws IOException {
        var conf = home.resolve("conf");
        Files.createDirectories(conf);
        Files.createDirectories(home.resolve("pages"));
        Files.createDirectories(home.resolve("logs"));
        copyCompanions(conf);
        write(configuration(webSocketPort), conf.resolve(CONF));
        deployAdapter(ingressPort);
        System.setProperty("sluice.home", home.toString());
        Main.main(new String[] {"run", conf.resolve(CONF).toString()});
    }

    /** The files beside the configuration: what it names by relative path. */
    private void copyCompanions(Path conf) throws IOException {
        try (var files = Files.list(tree.resolve("conf"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Files.write(conf.resolve(file.getFileName()), Files.readAllBytes(file));
            }
        }
    }

    private Document configuration(int port) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var document = factory.newDocumentBuilder().parse(tree.resolve("conf").resolve(CONF).toFile());
            var socket = (Element) document.getElementsByTagName("http_server").item(0);
            set(socket, "port", Integer.toString(port));
            set(socket, "listening_interface", "127.0.0.1");
            // All clients of a benchmark come at once; what is measured is not how a node keeps such a crowd away.
            set(document.getDocumentElement(), "server_pool_max_queue", "-1");
            return document;
        } catch (ParserConfigurationException | SAXException unreadable) {
            throw new IllegalStateException("conf/" + CONF + ": " + unreadable.getMessage(), unreadable);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void set(Element parent, String name, String text) {
        var found = parent.getElementsByTagName(name).item(0);
        if (found == null) {
            found = parent.appendChild(parent.getOwnerDocument().createElement(name));
        }
        found.setTextContent(text);
    }

    private static void write(Document document, Path file) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            TransformerFactory.newInstance().newTransformer()
                    .transform(new DOMSource(document), new StreamResult(out));
        } catch (TransformerException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void deployAdapter(int ingressPort) throws IOException {
        var folder = home.resolve("adapters/bench");
        var classFile = BenchFeed.class.getName().replace('.', '/') + ".class";
        var target = folder.resolve("classes").resolve(classFile);
        Files.createDirectories(target.getParent());
        try (var in = Serving.class.getClassLoader().getResourceAsStream(classFile)) {
            Files.write(target, in.readAllBytes());
        }
        Files.writeString(folder.resolve("adapters.xml"), ADAPTERS.formatted(BenchFeed.class.getName(), ingressPort));
    }
}
