package dev.sluice.tests.clients;

import java.util.List;

/**
 * What a client asks to be told.
 *
 * @param id           name of the subscription inside a test
 * @param snapshot     {@code yes}, {@code no}, a number, or null for the client's default
 * @param maxFrequency {@code unfiltered}, {@code unlimited}, a number, or null for the client's default
 */
public record Wanted(String id, String mode, List<String> items, List<String> fields, String dataAdapter, String snapshot,
                     String maxFrequency) {

    /** One item of the scripted adapter. */
    public static Wanted of(String mode, String item, String snapshot, String... fields) {
        return new Wanted(item, mode, List.of(item), List.of(fields), "SCRIPT", snapshot, null);
    }

    /** The same under another name, so that one test can subscribe an item twice. */
    public Wanted named(String name) {
        return new Wanted(name, mode, items, fields, dataAdapter, snapshot, maxFrequency);
    }

    /** The same with a requested maximum frequency. */
    public Wanted atMost(String frequency) {
        return new Wanted(id, mode, items, fields, dataAdapter, snapshot, frequency);
    }
}
