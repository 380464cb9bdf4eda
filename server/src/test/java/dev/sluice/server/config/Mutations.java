package dev.sluice.server.config;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Changes of a file that people, editors and broken disks make, chosen by a seed. */
final class Mutations {
    /** What a change is about. */
    enum Kind { BYTES, TEXT, STRUCTURE, VALUE }

    private static final Pattern LEAF = Pattern.compile("<(\\w+)([^<>]*)>([^<>]*)</\\1>");
    private static final Pattern ELEMENT = Pattern.compile("(?s)<(\\w+)[^<>]*(?:/>|>(?:(?!<\\1[ >]).)*?</\\1>)");
    private static final Pattern QUOTED = Pattern.compile("=\\s*(\"[^\"<]*\"|'[^'<]*')");
    private static final Pattern TAG = Pattern.compile("</?[\\w:]+[^<>]*>");
    private static final Pattern NAME = Pattern.compile("(?<=[<\\s])[A-Za-z_]\\w+(?=[\\s=>/])");
    private static final String[] PIECES = {"<", ">", "/", "\"", "&", "&amp;", "<!--", "-->", "<![CDATA[", "]]>", "<?x?>",
        "<!DOCTYPE a [<!ENTITY b \"c\">]>", "&b;", "$", "$env.", "-1", "99999999999999999999", "\u0000", "\u00e9", "<https_server>",
        "</http_server>", "<a:b>", "xmlns=\"urn:x\"", "Y", " ", "\r", "\n", "\u2028", "*", "<!-- <https_server> -->"};
    private static final String[] VALUES = {"", " ", "0", "-1", "1", "007", "+5", "5.0", "1e3", "0x10", "5 000", "5000 ", "\t5000\n", "2147483647",
        "2147483648", "9999999999999", "99999999999999999999", "\u0661\u0662", "Y", "N", "y", "n", "yes", "AUTO", "auto", "none", "$port", "$unset",
        "$env.PORT", "$env.", "$", "$$", "$ port", "text$port", "&#53;&#48;", "<![CDATA[5000]]>", "<!-- x -->5000", "50<!-- x -->00", "50<b/>00",
        "One", "Two", "CREATE_ONLY", "control_only", "/", "/lightstreamer/x", "../adapters", "\u00e9", "*", "a b", "jsonpatch"};

    private final Random random;

    Mutations(Random random) {
        this.random = random;
    }

    /** A file with one change of this kind; bytes, since it need not be text any more. */
    byte[] change(byte[] file, Kind kind) {
        if (kind == Kind.BYTES) {
            return bytes(file);
        }
        String text = new String(file, StandardCharsets.UTF_8);
        String changed = switch (kind) {
            case TEXT -> text(text);
            case STRUCTURE -> structure(text);
            default -> value(text);
        };
        return changed.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] bytes(byte[] file) {
        int at = random.nextInt(file.length);
        return switch (random.nextInt(5)) {
            case 0 -> splice(file, at, at + 1, new byte[] {(byte) random.nextInt(256)});
            case 1 -> splice(file, at, at, new byte[] {(byte) (32 + random.nextInt(95))});
            case 2 -> splice(file, at, Math.min(file.length, at + 1 + random.nextInt(8)), new byte[0]);
            case 3 -> splice(file, at, at + 1, new byte[] {(byte) (file[at] ^ 1 << random.nextInt(8))});
            default -> random.nextInt(20) == 0 ? Arrays.copyOf(file, Math.max(1, at)) : splice(file, at, at + 1, new byte[] {' '});
        };
    }

    private static byte[] splice(byte[] file, int from, int to, byte[] piece) {
        byte[] changed = new byte[file.length - (to - from) + piece.length];
        System.arraycopy(file, 0, changed, 0, from);
        System.arraycopy(piece, 0, changed, from, piece.length);
        System.arraycopy(file, to, changed, from + piece.length, file.length - to);
        return changed.length == 0 ? file : changed;
    }

    private String text(String file) {
        int from = random.nextInt(file.length());
        int to = random.nextBoolean() ? from : Math.min(file.length(), from + random.nextInt(20));
        int start = random.nextInt(file.length());
        String piece = random.nextBoolean() ? PIECES[random.nextInt(PIECES.length)]
                : file.substring(start, Math.min(file.length(), start + random.nextInt(200)));
        return file.substring(0, from) + piece + file.substring(to);
    }

    private String structure(String file) {
        int[] element = pick(ELEMENT, file, 0);
        int[] other = pick(ELEMENT, file, 0);
        int[] tag = pick(TAG, file, 0);
        int[] name = pick(NAME, file, 0);
        if (element == null || other == null || tag == null || name == null) {
            return file + " ";
        }
        String whole = file.substring(element[0], element[1]);
        String word = file.substring(name[0], name[1]);
        return switch (random.nextInt(8)) {
            case 0 -> replace(file, element, "");
            case 1 -> replace(file, element, whole + whole);
            case 2 -> replace(file, element, "<!-- " + whole.replace("--", "- -") + " -->");
            case 3 -> replace(file, other, whole);
            case 4 -> replace(file, tag, "");
            case 5 -> replace(file, name, random.nextBoolean() ? word.toUpperCase() : word.substring(1));
            case 6 -> replace(file, element, "<websocket>" + whole + "</websocket>");
            default -> {
                String without = replace(file, element, "");
                int[] place = pick(TAG, without, 0);
                yield place == null ? without : replace(without, new int[] {place[1], place[1]}, whole);
            }
        };
    }

    private String value(String file) {
        String value = VALUES[random.nextInt(VALUES.length)];
        if (random.nextInt(3) == 0) {
            int[] quoted = pick(QUOTED, file, 1);
            return quoted == null ? file + "\n" : replace(file, quoted, "\"" + value.replaceAll("[<\"]", "") + "\"");
        }
        int[] leaf = pick(LEAF, file, 3);
        return leaf == null ? file + "\n" : replace(file, leaf, value);
    }

    /** Where a match of a pattern is, behind a place that is chosen; null when there is none. */
    private int[] pick(Pattern pattern, String file, int group) {
        Matcher matcher = pattern.matcher(file);
        boolean found = matcher.find(random.nextInt(file.length())) || matcher.reset().find();
        return found ? new int[] {matcher.start(group), matcher.end(group)} : null;
    }

    private static String replace(String file, int[] place, String with) {
        return file.substring(0, place[0]) + with + file.substring(place[1]);
    }
}
