package dev.sluice.tests.suite;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What the tests must prove, by id: the rows of the protocol, the traps that naive servers fall into, and the settings. */
public enum Claims {
    /** Every feature of the protocol. */
    ROWS("rows.tsv", "Rows of the protocol proved"),
    /** Mistakes that official clients do not forgive. */
    TRAPS("traps.tsv", "Traps shown to be avoided"),
    /** Every element and attribute of the configuration files, by its path below the root of {@code lightstreamer_conf.xml}. */
    SETTINGS("settings.tsv", "Settings shown to do what is said of them");

    /** Title of a setting that acts. */
    static final String ACTS = "acts";
    /** Title of a setting that has no effect here; the node says so in one line, with the reason. */
    static final String WHY_NOT = "says why not";
    /** Title of a setting that has no effect yet; the node says so. */
    static final String LATER = "later";

    private final String resource;
    private final String title;
    private final List<Claim> list;

    Claims(String resource, String title) {
        this.resource = resource;
        this.title = title;
        list = read(resource);
    }

    /**
     * One thing to prove.
     *
     * @param id    what tests carry
     * @param area  part of the protocol
     * @param title a few words
     * @param reason why a setting has no effect here, or not yet, as the node says it; empty for all else
     */
    public record Claim(String id, String area, String title, String reason) {
    }

    /** All of them, in the order of their file. */
    public List<Claim> list() {
        return list;
    }

    /** The claim of this id. */
    public Optional<Claim> find(String id) {
        return list.stream().filter(claim -> claim.id().equals(id)).findFirst();
    }

    /** Name of the file with the ids. */
    public String resource() {
        return resource;
    }

    String title() {
        return title;
    }

    private static List<Claim> read(String resource) {
        try (InputStream in = Claims.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .map(line -> line.split("\t"))
                    .map(words -> new Claim(words[0], words[1], words[2], words.length > 3 ? words[3] : "")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
