package dev.sluice.server.config;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.Text;
import org.xml.sax.SAXException;

/**
 * What a configuration file says, read by another way than the node's: the JDK's document tree, and the rules of names, blank
 * values, variables and numbering written down a second time. Of the node's own it uses the list of known settings.
 */
final class PlainReading {
    private final Map<String, String> properties;
    private final Map<String, String> environment;
    private final SortedMap<String, String> settings = new TreeMap<>();
    private String envPrefix;

    private PlainReading(Map<String, String> properties, Map<String, String> environment) {
        this.properties = properties;
        this.environment = environment;
    }

    /** The settings that act, by dotted name, as {@link ConfigReader.Result#effective}; null when it is no XML. */
    static SortedMap<String, String> of(byte[] file, Map<String, String> properties, Map<String, String> environment) {
        Element root;
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            root = builder.parse(new ByteArrayInputStream(file)).getDocumentElement();
        } catch (SAXException | IOException e) {
            return null;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
        PlainReading reading = new PlainReading(properties, environment);
        for (Element child : children(root)) {
            if (name(child).equals("env_prefix") && reading.text(child, "$") != null) {
                reading.envPrefix = reading.text(child, "$").strip();
            }
        }
        reading.block(root, "", "");
        return reading.settings;
    }

    private void block(Element block, String path, String prefix) {
        Map<String, List<Element>> byName = new HashMap<>();
        for (Element child : children(block)) {
            Setting setting = SettingTable.get().find(path + name(child));
            if (acts(setting) && (setting.withoutText() || text(child) != null)) {
                byName.computeIfAbsent(name(child), n -> new ArrayList<>()).add(child);
            }
        }
        byName.forEach((name, same) -> {
            for (int i = 0; i < same.size(); i++) {
                element(same.get(i), path + name, prefix + name + (same.size() > 1 ? i + 1 : ""));
            }
        });
    }

    private void element(Element element, String path, String name) {
        Setting setting = SettingTable.get().find(path);
        if (!setting.withoutText()) {
            settings.put(name, canonical(setting, text(element)));
        }
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Attr attribute = (Attr) element.getAttributes().item(i);
            String attributeName = attribute.getName().toLowerCase(Locale.ROOT);
            Setting known = SettingTable.get().find(path + "@" + attributeName);
            String value = expand(attribute.getValue(), sign(element, attributeName + "_prop_prefix"));
            if (acts(known) && value != null) {
                settings.put(name + "(" + attributeName + ")", canonical(known, value));
            }
        }
        block(element, path + "/", name + ".");
    }

    private static boolean acts(Setting setting) {
        return setting != null && (setting.effect() == Setting.Effect.ACTS || setting.effect() == Setting.Effect.LATER);
    }

    private static String canonical(Setting setting, String value) {
        if (setting.secret()) {
            return "***";
        }
        String word = value.strip();
        if (setting.values().startsWith("int") || setting.values().startsWith("long")) {
            return word.matches("-?[0-9]+") ? new BigInteger(word).toString() : word;
        }
        if (setting.values().startsWith("Y|N")) {
            return word.length() == 1 || word.equalsIgnoreCase("AUTO") ? word.toUpperCase(Locale.ROOT) : word;
        }
        return setting.values().contains("|") || setting.values().equals("decimal") || setting.values().equals("tag") ? word : value;
    }

    private String text(Element element) {
        return text(element, sign(element, "prop_prefix"));
    }

    private String text(Element element, String sign) {
        StringBuilder text = new StringBuilder();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Text part) {
                text.append(part.getData());
            }
        }
        return expand(name(element).endsWith("_password") ? text.toString() : text.toString().strip(), sign);
    }

    private static String sign(Element element, String attributeName) {
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            if (element.getAttributes().item(i).getNodeName().equalsIgnoreCase(attributeName)) {
                return element.getAttributes().item(i).getNodeValue();
            }
        }
        return "$";
    }

    private String expand(String written, String sign) {
        String value = written;
        String word = written.strip();
        if (!sign.isEmpty() && word.startsWith(sign) && word.substring(sign.length()).matches("[A-Za-z0-9_.\\-]+")) {
            String variable = word.substring(sign.length());
            value = envPrefix != null && variable.startsWith(envPrefix) ? environment.get(variable.substring(envPrefix.length()))
                    : properties.get(variable);
        }
        return value == null || value.isBlank() ? null : value;
    }

    private static String name(Element element) {
        return element.getTagName().toLowerCase(Locale.ROOT);
    }

    private static List<Element> children(Element element) {
        List<Element> children = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                children.add(child);
            }
        }
        return children;
    }
}
