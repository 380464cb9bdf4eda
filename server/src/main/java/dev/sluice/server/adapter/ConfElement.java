package dev.sluice.server.adapter;

import dev.sluice.server.config.ConfigProblem;
import dev.sluice.server.config.ConfigProblem.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/** An element of {@code adapters.xml} with the place it stands at. */
final class ConfElement {

    private final String name;
    private final ConfPlace where;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<ConfElement> children = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    /** A file that cannot be read or is no XML. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient ConfigProblem problem;

        private Unreadable(Path file, int line, int column, String reason) {
            problem = new ConfigProblem(Severity.ERROR, file.toString(), line, column, "", "", reason.replaceAll("\\s+", " ").strip(), "", "");
        }

        ConfigProblem problem() {
            return problem;
        }
    }

    private ConfElement(String name, ConfPlace where) {
        this.name = name;
        this.where = where;
    }

    /** Reads a file. */
    static ConfElement read(Path file) throws Unreadable {
        Handler handler = new Handler(file);
        try (InputStream in = Files.newInputStream(file)) {
            parser().parse(in, handler);
            return handler.root;
        } catch (SAXParseException e) {
            throw new Unreadable(file, e.getLineNumber(), e.getColumnNumber(), "not well-formed XML: " + e.getMessage());
        } catch (SAXException | IOException e) {
            throw new Unreadable(file, 0, 0, "cannot be read: " + e);
        }
    }

    /** Element name. */
    String name() {
        return name;
    }

    /** Its place in the file. */
    ConfPlace where() {
        return where;
    }

    /** Its attributes as written. */
    Map<String, String> attributes() {
        return attributes;
    }

    /** Elements inside, in order. */
    List<ConfElement> children() {
        return children;
    }

    /** Text inside, without the space around it. */
    String text() {
        return text.toString().strip();
    }

    private static SAXParser parser() throws SAXException {
        SAXParserFactory factory = SAXParserFactory.newInstance();
        try {
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            return factory.newSAXParser();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("XML parser of the JDK not usable", e);
        }
    }

    private static final class Handler extends DefaultHandler {

        private final Path file;
        private final List<ConfElement> open = new ArrayList<>();
        private Locator locator;
        private ConfElement root;

        private Handler(Path file) {
            this.file = file;
        }

        @Override
        public void setDocumentLocator(Locator documentLocator) {
            locator = documentLocator;
        }

        @Override
        public InputSource resolveEntity(String publicId, String systemId) {
            return new InputSource(new StringReader(""));
        }

        @Override
        public void startElement(String uri, String localName, String name, Attributes attributes) {
            ConfElement element = new ConfElement(name, new ConfPlace(file.toString(), locator.getLineNumber(),
                    locator.getColumnNumber(), path(name, attributes.getValue("name"))));
            for (int i = 0; i < attributes.getLength(); i++) {
                element.attributes.put(attributes.getQName(i), attributes.getValue(i));
            }
            if (open.isEmpty()) {
                root = element;
            } else {
                open.get(open.size() - 1).children.add(element);
            }
            open.add(element);
        }

        private String path(String name, String label) {
            String own = name.equals("data_provider") && label != null ? name + "[" + label + "]" : name;
            return open.size() < 2 ? own : open.get(open.size() - 1).where.path() + "/" + own;
        }

        @Override
        public void endElement(String uri, String localName, String name) {
            open.remove(open.size() - 1);
        }

        @Override
        public void characters(char[] chars, int start, int length) {
            open.get(open.size() - 1).text.append(chars, start, length);
        }

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
