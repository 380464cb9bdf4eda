package dev.sluice.server.config;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * XML to a tree with places. The text is decoded here first, so that the start of each tag can be found in it: StAX tells
 * where a tag ends.
 */
final class TreeReader {
    private static final int MAX_DEPTH = 32;
    private static final String TLS_SOCKET = "https_server";
    private static final Pattern ENCODING =
            Pattern.compile("\\A<\\?xml[^>]{0,200}?encoding\\s*=\\s*[\"']([^\"']*)");

    private final Problems problems;
    private String text;

    TreeReader(Problems problems) {
        this.problems = problems;
    }

    /** The root element, or null when the file is not well formed; the problem is reported. */
    ConfigNode read(byte[] bytes) {
        text = decode(bytes);
        if (text == null) {
            return null;
        }
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        try {
            return tree(factory.createXMLStreamReader(new StringReader(text)));
        } catch (XMLStreamException e) {
            var place = e.getLocation();
            fail(place == null ? 0 : place.getLineNumber(), place == null ? 0 : place.getColumnNumber(),
                    "not well-formed XML: " + sentence(e.getMessage()));
        } catch (RuntimeException e) {
            fail(0, 0, "not readable as XML: " + sentence(e.getMessage()));
        }
        return null;
    }

    private ConfigNode tree(XMLStreamReader reader) throws XMLStreamException {
        ConfigNode root = null;
        ConfigNode current = null;
        StringBuilder[] texts = new StringBuilder[MAX_DEPTH + 1];
        String commented = null;
        int depth = 0;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (++depth > MAX_DEPTH) {
                        fail(reader.getLocation().getLineNumber(), 0, "elements nested deeper than " + MAX_DEPTH);
                        return null;
                    }
                    texts[depth] = new StringBuilder();
                    current = element(current, reader);
                    if (current.parent == null) {
                        root = current;
                    } else {
                        current.parent.elements.add(current);
                        current.commentedBlock = current.parent == root ? commented : null;
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    current.written = texts[depth--].toString();
                    current = current.parent;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    if (depth > 0) {
                        texts[depth].append(reader.getText());
                    }
                }
                case XMLStreamConstants.COMMENT -> commented = depth == 1 ? commentedBlock(reader.getText(), commented) : commented;
                case XMLStreamConstants.ENTITY_REFERENCE -> fail(reader.getLocation().getLineNumber(), 0,
                        "entity &" + reader.getLocalName() + "; is not known");
                case XMLStreamConstants.DTD -> fail(reader.getLocation().getLineNumber(), 0,
                        "a document type declaration is not allowed");
                default -> { }
            }
        }
        return root;
    }

    /** The block whose opening tag stands in comments up to here, without its closing tag. */
    private static String commentedBlock(String comment, String before) {
        int open = comment.lastIndexOf("<" + TLS_SOCKET);
        int close = comment.lastIndexOf("</" + TLS_SOCKET + ">");
        return open > close ? TLS_SOCKET : close >= 0 ? null : before;
    }

    private ConfigNode element(ConfigNode parent, XMLStreamReader reader) {
        int line = reader.getLocation().getLineNumber();
        int column = reader.getLocation().getColumnNumber();
        int end = offset(line, column);
        int start = end <= 0 ? -1 : text.lastIndexOf('<', end - 1);
        if (start >= 0 && text.startsWith(reader.getLocalName(), start + 1)) {
            line -= breaks(start, Math.min(end, text.length()));
            column = start - lineStart(start) + 1;
        }
        ConfigNode node = new ConfigNode(parent, false, reader.getLocalName(), line, column);
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            ConfigNode attribute = new ConfigNode(node, true, reader.getAttributeLocalName(i), line, column);
            attribute.written = reader.getAttributeValue(i);
            node.attributes.add(attribute);
        }
        return node;
    }

    private int lastLine = 1;
    private int lastLineStart;

    /** Offset of a place at or after the last one asked for. */
    private int offset(int line, int column) {
        while (lastLine < line) {
            int next = lastLineStart;
            while (next < text.length() && text.charAt(next) != '\n' && text.charAt(next) != '\r') {
                next++;
            }
            if (next >= text.length()) {
                return -1;
            }
            boolean pair = text.charAt(next) == '\r' && next + 1 < text.length() && text.charAt(next + 1) == '\n';
            lastLineStart = next + (pair ? 2 : 1);
            lastLine++;
        }
        return Math.min(text.length(), lastLineStart + column - 1);
    }

    private int breaks(int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            boolean pair = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
            if (c == '\n' || c == '\r' && !pair) {
                count++;
            }
        }
        return count;
    }

    private int lineStart(int offset) {
        int start = offset;
        while (start > 0 && text.charAt(start - 1) != '\n' && text.charAt(start - 1) != '\r') {
            start--;
        }
        return start;
    }

    private String decode(byte[] bytes) {
        Charset charset;
        int skip = 0;
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            charset = StandardCharsets.UTF_8;
            skip = 3;
        } else if (startsWith(bytes, 0xFE, 0xFF)) {
            charset = StandardCharsets.UTF_16BE;
            skip = 2;
        } else if (startsWith(bytes, 0xFF, 0xFE)) {
            charset = StandardCharsets.UTF_16LE;
            skip = 2;
        } else {
            String head = new String(bytes, 0, Math.min(bytes.length, 300), StandardCharsets.ISO_8859_1);
            Matcher declared = ENCODING.matcher(head);
            String name = declared.find() ? declared.group(1) : "UTF-8";
            try {
                charset = Charset.forName(name);
            } catch (IllegalArgumentException e) {
                fail(1, 0, "encoding \"" + name.substring(0, Math.min(40, name.length())) + "\" is not known");
                return null;
            }
        }
        var decoder = charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes, skip, bytes.length - skip);
        CharBuffer out = CharBuffer.allocate((int) Math.ceil(in.remaining() * (double) decoder.maxCharsPerByte()) + 1);
        CoderResult result = decoder.decode(in, out, true);
        text = out.flip().toString();
        if (result.isError()) {
            fail(1 + breaks(0, text.length()), text.length() - lineStart(text.length()) + 1,
                    "not valid " + charset.name() + " from here on");
            return null;
        }
        return text;
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static String sentence(String message) {
        if (message == null) {
            return "no reason given";
        }
        int from = message.indexOf("Message: ");
        return (from < 0 ? message : message.substring(from + 9)).replaceAll("\\s+", " ").strip();
    }

    private void fail(int line, int column, String reason) {
        problems.unreadable(Math.max(0, line), Math.max(0, column), reason, "");
    }
}
