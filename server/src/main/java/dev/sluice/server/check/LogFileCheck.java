package dev.sluice.server.check;

import dev.sluice.server.config.ConfigProblem;
import dev.sluice.server.config.ConfigProblem.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Whether a log configuration is XML at all. */
final class LogFileCheck {
    private LogFileCheck() {
    }

    static List<ConfigProblem> check(Path file) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try (InputStream in = Files.newInputStream(file)) {
            XMLStreamReader reader = factory.createXMLStreamReader(in);
            while (reader.hasNext()) {
                reader.next();
            }
            return List.of();
        } catch (XMLStreamException e) {
            String text = e.getMessage();
            Location place = e.getLocation();
            return List.of(problem(file, place == null ? 0 : place.getLineNumber(), place == null ? 0 : place.getColumnNumber(),
                    "not well-formed XML: " + text.substring(text.indexOf("Message: ") < 0 ? 0 : text.indexOf("Message: ") + 9)));
        } catch (IOException e) {
            return List.of(problem(file, 0, 0, "cannot be read"));
        }
    }

    private static ConfigProblem problem(Path file, int line, int column, String reason) {
        return new ConfigProblem(Severity.ERROR, file.toString(), line, column, "", "", reason.replaceAll("\\s+", " ").strip(), "", "");
    }
}
