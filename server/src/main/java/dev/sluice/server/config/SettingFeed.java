package dev.sluice.server.config;

import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBException;
import jakarta.xml.bind.Unmarshaller;
import jakarta.xml.bind.UnmarshallerHandler;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.AttributesImpl;
import org.xml.sax.helpers.LocatorImpl;

/** Hands the checked tree to JAXB: settings in effect only, Y and N as truth values. */
final class SettingFeed {
    private static final JAXBContext CONTEXT = context();

    private final LocatorImpl place = new LocatorImpl();
    private UnmarshallerHandler handler;

    /** The settings of a tree without errors. */
    ConfSettings bind(ConfigNode root) throws JAXBException, SAXException {
        Unmarshaller unmarshaller = CONTEXT.createUnmarshaller();
        unmarshaller.setEventHandler(event -> false);
        handler = unmarshaller.getUnmarshallerHandler();
        handler.setDocumentLocator(place);
        handler.startDocument();
        element(root);
        handler.endDocument();
        return (ConfSettings) handler.getResult();
    }

    private void element(ConfigNode node) throws SAXException {
        place.setLineNumber(node.line);
        place.setColumnNumber(node.column);
        AttributesImpl attributes = new AttributesImpl();
        for (ConfigNode attribute : node.attributes) {
            if (!attribute.dropped) {
                attributes.addAttribute("", attribute.name, attribute.name, "CDATA", plain(attribute));
            }
        }
        handler.startElement("", node.name, node.name, attributes);
        if (node.setting != null && !node.setting.withoutText()) {
            char[] text = plain(node).toCharArray();
            handler.characters(text, 0, text.length);
        }
        for (ConfigNode child : node.elements) {
            if (!child.dropped) {
                element(child);
            }
        }
        handler.endElement("", node.name, node.name);
    }

    private static String plain(ConfigNode node) {
        return node.setting.yesNo() ? Boolean.toString(node.value.equals("Y")) : node.value;
    }

    private static JAXBContext context() {
        try {
            return JAXBContext.newInstance(ConfSettings.class);
        } catch (JAXBException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
