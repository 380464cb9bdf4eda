package dev.sluice.server.check.balancer;

import dev.sluice.server.check.balancer.NginxFile.Directive;
import dev.sluice.server.config.ConfigProblem.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/** Files that a file of nginx includes: those named relative to it that exist here; the others are told. */
final class NginxIncludes {
    private static final int MAX_FILES = 64;
    private static final int MAX_DEPTH = 8;

    private final Path folder;
    private final Remarks remarks;
    private int files;
    private long bytes;

    NginxIncludes(Path main, Remarks remarks) {
        Path parent = main.getParent();
        this.folder = parent == null ? Path.of("") : parent;
        this.remarks = remarks;
    }

    /** The directives of a block, those of included files in place of the include. */
    List<Directive> of(Directive block, int depth) throws MalformedFile {
        List<Directive> all = new ArrayList<>();
        for (Directive directive : block.inside()) {
            if (!directive.name().equals("include")) {
                all.add(directive.inside() == null ? directive
                        : new Directive(directive.words(), of(directive, depth), directive.place()));
                continue;
            }
            List<Path> found = depth < MAX_DEPTH ? files(directive.word(1)) : List.of();
            if (found.isEmpty() && !directive.word(1).endsWith("mime.types")) {
                remarks.at(Severity.INFO, directive.place(), "\"" + directive
                        + "\" is not followed: " + (directive.word(1).startsWith("/") ? "only names relative to this file are"
                        : "there is no such file here") + "; what it holds is left out of account", "");
            }
            for (Path file : found) {
                all.addAll(of(NginxFile.parse(file.toString(), read(directive, file)), depth + 1));
            }
        }
        return all;
    }

    private String read(Directive include, Path file) throws MalformedFile {
        try {
            bytes += Files.size(file);
            if (++files > MAX_FILES || bytes > BalancerReader.MAX_BYTES) {
                throw new MalformedFile(include.place().file(), include.place().line(), "includes more than " + MAX_FILES + " files or "
                        + BalancerReader.MAX_BYTES + " bytes", "name the file that leads to the nodes alone");
            }
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new MalformedFile(include.place().file(), include.place().line(), "includes " + file + ", which cannot be read", "check its permissions");
        }
    }

    private List<Path> files(String name) {
        List<Path> found = new ArrayList<>();
        try {
            if (name.startsWith("/")) {
                return found;
            }
            if (!name.matches(".*[*?\\[].*")) {
                Path file = folder.resolve(name);
                return Files.isRegularFile(file) ? List.of(file) : found;
            }
            int slash = name.lastIndexOf('/');
            try (DirectoryStream<Path> matching = Files.newDirectoryStream(folder.resolve(name.substring(0, Math.max(0, slash))),
                    name.substring(slash + 1).replaceAll("[{}\\\\]", ""))) {
                matching.forEach(found::add);
            }
            found.removeIf(file -> !Files.isRegularFile(file));
            Collections.sort(found);
        } catch (IOException | DirectoryIteratorException | InvalidPathException | PatternSyntaxException | UnsupportedOperationException e) {
            found.clear();
        }
        return found;
    }
}
