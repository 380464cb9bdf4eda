package dev.sluice.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;

/** What the comments of the shipped file say is what the table of settings says. */
class ShippedCommentsTest {
    private static final Pattern TAG = Pattern.compile("<(/?)([A-Za-z_]\\w*)([^<>]*?)(/?)>");
    private static final Pattern ATTRIBUTE = Pattern.compile("([A-Za-z_]\\w*)\\s*=\\s*\"");
    private static final Pattern DEFAULT = Pattern.compile("Default: ([^.]+(?:\\.\\w[^.]*)*)\\.");

    private final Deque<String> open = new ArrayDeque<>();
    private final List<String> paths = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    /** The default that comments since the last element have named, null = none. */
    private String named;

    private void walk() throws IOException, XMLStreamException {
        XMLStreamReader reader = XMLInputFactory.newDefaultFactory()
                .createXMLStreamReader(new StringReader(Files.readString(ConfigFiles.SHIPPED.resolve("lightstreamer_conf.xml"))));
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    open.addLast(reader.getLocalName().toLowerCase(Locale.ROOT));
                    String path = path();
                    for (int i = 0; i < reader.getAttributeCount(); i++) {
                        known(path + "@" + reader.getAttributeLocalName(i).toLowerCase(Locale.ROOT));
                    }
                    element(path, reader.getAttributeCount() == 0 ? text(reader) : null);
                }
                case XMLStreamConstants.END_ELEMENT -> open.removeLast();
                case XMLStreamConstants.COMMENT -> comment(reader.getText());
                default -> { }
            }
        }
    }

    /** The text of a leaf; the reader is left at its end when there is one. */
    private String text(XMLStreamReader reader) throws XMLStreamException {
        Setting setting = SettingTable.get().find(path());
        if (setting == null || setting.withoutText()) {
            return null;
        }
        String text = reader.getElementText().strip();
        open.removeLast();
        return text;
    }

    private void comment(String text) {
        Matcher tag = TAG.matcher(text);
        int end = 0;
        while (tag.find()) {
            name(text.substring(end, tag.start()));
            end = tag.end();
            if (!tag.group(1).isEmpty()) {
                open.removeLast();
                continue;
            }
            open.addLast(tag.group(2).toLowerCase(Locale.ROOT));
            String path = path();
            Matcher attribute = ATTRIBUTE.matcher(tag.group(3));
            while (attribute.find()) {
                known(path + "@" + attribute.group(1).toLowerCase(Locale.ROOT));
            }
            element(path, null);
            if (!tag.group(4).isEmpty()) {
                open.removeLast();
            }
        }
        name(text.substring(end));
    }

    private void name(String text) {
        Matcher matcher = DEFAULT.matcher(text.replaceAll("\\s+", " "));
        if (matcher.find()) {
            named = matcher.group(1);
        }
    }

    private String path() {
        return String.join("/", open.stream().skip(1).toList());
    }

    private void known(String path) {
        paths.add(path);
        if (!path.isEmpty() && SettingTable.get().find(path) == null) {
            wrong.add(path + " is not a setting");
        }
    }

    private void element(String path, String value) {
        known(path);
        Setting setting = SettingTable.get().find(path);
        if (setting == null) {
            return;
        }
        if (named != null && !named.equals(setting.otherwise())) {
            wrong.add(path + ": the comment names the default " + named + ", the table " + setting.otherwise());
        } else if (named == null && value != null && !setting.mandatory() && !setting.otherwise().equals(value) && !setting.otherwise().isEmpty()) {
            wrong.add(path + ": the file says " + value + ", and no comment names the default " + setting.otherwise());
        }
        named = null;
    }

    @Test
    void elementsAreSettingsAndDefaultsAreNamedWhereTheFileDiffers() throws IOException, XMLStreamException {
        walk();

        assertThat(wrong).isEmpty();
        assertThat(paths).hasSizeGreaterThan(120).contains("https_server/keystore/keystore_password@type", "jmx/rmi_connector/user@password");
    }
}
