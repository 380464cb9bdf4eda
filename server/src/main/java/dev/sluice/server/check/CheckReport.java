package dev.sluice.server.check;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.server.config.ConfigProblem;
import dev.sluice.server.config.ConfigProblem.Severity;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What was found, and its two forms: a line per finding for people, one JSON document for tools.
 *
 * @param files    configuration files that were looked at
 * @param findings in the order of the files
 */
public record CheckReport(List<Path> files, List<ConfigProblem> findings) {

    /** 0 nothing to say or hints only, 1 warnings only, 2 errors. */
    public int exitCode() {
        return count(Severity.ERROR) > 0 ? 2 : count(Severity.WARN) > 0 ? 1 : 0;
    }

    /** The report in which warnings are errors. */
    CheckReport strictly() {
        return new CheckReport(files, findings.stream().map(p -> p.severity() != Severity.WARN ? p : new ConfigProblem(Severity.ERROR,
                p.file(), p.line(), p.column(), p.path(), p.value(), p.reason(), p.advice(), p.guide())).toList());
    }

    /** A line per finding, each with a line end; {@code Nothing is wrong} behind them when there is no warning and no error. */
    public String text() {
        StringBuilder text = new StringBuilder();
        findings.forEach(problem -> text.append(problem).append(System.lineSeparator()));
        if (exitCode() == 0) {
            text.append("Nothing is wrong").append(System.lineSeparator());
        }
        return text.toString();
    }

    /** An object with the files, the counts, the exit code and an array of findings, whose members are always all there. */
    public String json() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeArrayFieldStart("files");
            for (Path file : files) {
                json.writeString(file.toString());
            }
            json.writeEndArray();
            json.writeNumberField("exitCode", exitCode());
            json.writeNumberField("errors", count(Severity.ERROR));
            json.writeNumberField("warnings", count(Severity.WARN));
            json.writeNumberField("hints", count(Severity.INFO));
            json.writeArrayFieldStart("findings");
            for (ConfigProblem problem : findings) {
                finding(json, problem);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text + System.lineSeparator();
    }

    private static void finding(JsonGenerator json, ConfigProblem problem) throws IOException {
        json.writeStartObject();
        json.writeStringField("severity", problem.severity().name());
        json.writeStringField("file", problem.file());
        json.writeNumberField("line", problem.line());
        json.writeNumberField("column", problem.column());
        json.writeStringField("path", problem.path());
        json.writeStringField("value", problem.value());
        json.writeStringField("reason", problem.reason());
        json.writeStringField("advice", problem.advice());
        json.writeStringField("guide", problem.guide());
        json.writeEndObject();
    }

    private long count(Severity severity) {
        return findings.stream().filter(p -> p.severity() == severity).count();
    }
}
