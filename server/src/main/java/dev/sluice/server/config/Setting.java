package dev.sluice.server.config;

import java.math.BigInteger;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * One known setting of the file.
 *
 * @param path      below the root, lower case
 * @param values    what it may hold; {@code block} has children, {@code mark} has attributes only
 * @param otherwise what an absent one means, for the reader
 * @param mandatory must be there whenever its parent is
 * @param repeated  may occur several times
 * @param live      changes while the node runs, when the file is read again
 * @param effect    what the node does with it
 * @param note      the reason when it has no effect
 */
record Setting(String path, String values, String otherwise, boolean mandatory, boolean repeated, boolean live, Effect effect,
               String note) {

    private static final Pattern REGEX_CHARACTERS = Pattern.compile("[\\\\^$*+?()|\\[\\]{}.]");
    private static final BigInteger MAX_LONG = BigInteger.valueOf(9_999_999_999_999L);

    /** What the node does with a setting. */
    enum Effect { ACTS, LATER, NONE, INFO, OBSOLETE, STOP }

    /** An error in a value, as the end of the sentence that begins with the value. */
    static final class WrongValue extends Exception {
        private static final long serialVersionUID = 1;
        final String advice;

        WrongValue(String reason, String advice) {
            super(reason);
            this.advice = advice;
        }
    }

    boolean secret() {
        return values.equals("password");
    }

    /** Whether a value asks for something that the node does not do so far; a mandatory setting cannot be left out. */
    boolean withoutEffectSoFar(String value) {
        return effect == Effect.LATER && !mandatory && !otherwise.equals(value);
    }

    /** Whether the text between the tags means nothing. */
    boolean withoutText() {
        return values.equals("block") || values.equals("mark");
    }

    boolean yesNo() {
        return values.equals("Y|N");
    }

    /** The canonical form of a value. */
    String canonical(String text) throws WrongValue {
        String kind = values.contains(" ") ? values.substring(0, values.indexOf(' ')) : values;
        return switch (kind) {
            case "int", "long" -> number(text.strip(), kind.equals("int") ? BigInteger.valueOf(Integer.MAX_VALUE) : MAX_LONG);
            case "decimal" -> decimal(text.strip());
            case "path" -> path(text);
            case "urlpath" -> urlPath(text);
            case "pattern" -> pattern(text);
            case "suite" -> suite(text);
            case "tag" -> tag(text.strip());
            case "text", "password", "any", "block", "mark" -> text;
            default -> oneOf(text.strip());
        };
    }

    private String number(String text, BigInteger most) throws WrongValue {
        String range = values.contains(" ") ? values.substring(values.indexOf(' ') + 1) : "";
        int dots = range.indexOf("..");
        String low = dots < 0 ? "" : range.substring(0, dots);
        String high = dots < 0 ? "" : range.substring(dots + 2);
        BigInteger min = low.isEmpty() ? most.negate() : new BigInteger(low);
        BigInteger max = high.isEmpty() ? most : new BigInteger(high);
        boolean plain = text.length() <= 40 && text.matches("-?[0-9]+");
        if (plain) {
            BigInteger number = new BigInteger(text);
            if (number.compareTo(min) >= 0 && number.compareTo(max) <= 0) {
                return number.toString();
            }
        }
        String allowed = low.isEmpty() ? "" : high.isEmpty() ? " of " + low + " or more" : " from " + low + " to " + high;
        String leave = mandatory || otherwise.isEmpty() ? "" : ", or leave it out for " + otherwise;
        throw plain ? new WrongValue("is out of range", "give a number" + (allowed.isEmpty() ? " up to " + max : allowed) + leave)
                : new WrongValue("is not a whole number", "give a number" + (allowed.isEmpty() ? " in digits only" : allowed + ", digits only") + leave);
    }

    private static String decimal(String text) throws WrongValue {
        if (text.matches("[0-9]{1,9}(\\.[0-9]{1,6})?") && Double.parseDouble(text) > 0) {
            return text;
        }
        throw new WrongValue("is not a number above 0", "write it like 10 or 0.5");
    }

    private static String path(String text) throws WrongValue {
        try {
            Path.of(text);
            return text;
        } catch (InvalidPathException e) {
            throw new WrongValue("is not a path", "name a file or directory, relative to the directory of this file");
        }
    }

    private static String urlPath(String text) throws WrongValue {
        if (!text.startsWith("/")) {
            throw new WrongValue("does not start with /", "write /" + text);
        }
        return text;
    }

    private static String pattern(String text) throws WrongValue {
        try {
            Pattern.compile(text);
            return text;
        } catch (PatternSyntaxException e) {
            throw new WrongValue("is not a regular expression (" + e.getDescription() + ")", "correct or remove it");
        }
    }

    private static String suite(String text) throws WrongValue {
        if (REGEX_CHARACTERS.matcher(text).find()) {
            throw new WrongValue("is a pattern, not the name of a cipher suite",
                    "write one name, or use remove_cipher_suites for patterns");
        }
        return text;
    }

    private static String tag(String text) throws WrongValue {
        if (text.matches("[0-9A-Za-z]{1,16}")) {
            return text;
        }
        throw new WrongValue("is not a tag of 1 to 16 letters and digits", "shorten it, or leave it out for one that is random and kept");
    }

    private String oneOf(String text) throws WrongValue {
        List<String> allowed = List.of(values.split("\\|"));
        for (String candidate : allowed) {
            if (candidate.equals(text) || values.startsWith("Y|N") && candidate.equalsIgnoreCase(text)) {
                return candidate;
            }
        }
        throw new WrongValue("is not one of " + String.join(", ", allowed),
                otherwise.isEmpty() ? "choose one of them" : "choose one, or leave it out for " + otherwise);
    }
}
