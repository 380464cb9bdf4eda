package dev.sluice.tests.suite;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What the tests must prove, by id: the rows of the protocol, and the traps that naive servers fall into. */
public enum Claims {
    /** Every feature of the protocol. */
    ROWS("rows.tsv", "Rows of the protocol proved"),
    /** Mistakes that official clients do not forgive. */
    TRAPS("traps.tsv", "Traps shown to be avoided");

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
     */
    public record Claim(String id, String area, String title) {
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
                    .map(line -> line.split("\t")).map(words -> new Claim(words[0], words[1], words[2])).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
