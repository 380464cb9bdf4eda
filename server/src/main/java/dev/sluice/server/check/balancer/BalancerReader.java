package dev.sluice.server.check.balancer;

import dev.sluice.server.check.balancer.BalancerFile.Product;
import dev.sluice.server.config.ConfigProblem;
import dev.sluice.server.config.ConfigProblem.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Reads the file of a balancer, whichever of the known products it is for. */
public final class BalancerReader {
    static final int MAX_BYTES = 1 << 20;
    static final int MAX_LINES = 20_000;
    static final int MAX_ROUTES = 1_000;
    static final Set<String> HAPROXY_SECTIONS = Set.of("global", "defaults", "frontend", "backend", "listen", "peers", "resolvers",
            "userlist", "mailers", "program", "cache", "ring", "http-errors", "log-forward", "fcgi-app", "crt-store", "traces", "acme",
            "log-profile", ".if", ".notice", ".warning", ".alert", ".diag");

    private BalancerReader() {
    }

    /** What the file says; never throws for what it contains. */
    public static BalancerFile read(Path file) {
        String shown = file.toString();
        String text;
        try {
            if (Files.size(file) > MAX_BYTES) {
                return unreadable(shown, 0, "is larger than " + MAX_BYTES + " bytes", "name the configuration file of a balancer");
            }
            text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return unreadable(shown, 0, "no such file", "name the configuration file of a balancer");
        } catch (IOException e) {
            return unreadable(shown, 0, "cannot be read", "check that it is a file and its permissions");
        }
        try {
            return switch (product(text)) {
                case HAPROXY -> new HaproxyModel(shown, HaproxyFile.parse(shown, text)).toFile();
                case NGINX -> NginxModel.read(file, text);
            };
        } catch (MalformedFile e) {
            return unreadable(e.file == null ? shown : e.file, e.line, e.getMessage(), e.advice);
        }
    }

    private static Product product(String text) throws MalformedFile {
        String[] lines = text.split("\n", -1);
        if (lines.length > MAX_LINES) {
            throw new MalformedFile(MAX_LINES, "has more than " + MAX_LINES + " lines", "name the configuration file of a balancer");
        }
        int number = 0;
        for (String line : lines) {
            number++;
            String first = line.strip().split("\\s+", 2)[0];
            if (first.isEmpty() || first.startsWith("#")) {
                continue;
            }
            if (HAPROXY_SECTIONS.contains(first)) {
                return Product.HAPROXY;
            }
            if (first.matches("[a-z_]+;?") && (line.contains(";") || line.contains("{") || !line.strip().contains(":"))) {
                return Product.NGINX;
            }
            throw new MalformedFile(number, "begins like neither a file of HAProxy (global, defaults, frontend …) nor one of nginx (events { …)",
                    "name the configuration file of a balancer");
        }
        throw new MalformedFile(0, "is empty", "name the configuration file of a balancer");
    }

    private static BalancerFile unreadable(String shown, int line, String reason, String advice) {
        return new BalancerFile(shown, Product.HAPROXY, List.of(), List.of(new ConfigProblem(Severity.ERROR, shown, line, 0, "", "",
                reason.replaceAll("\\p{Cntrl}+", " "), advice, "")));
    }
}
