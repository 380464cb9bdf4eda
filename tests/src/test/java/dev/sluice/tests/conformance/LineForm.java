package dev.sluice.tests.conformance;

import java.util.List;
import java.util.regex.Pattern;

/** The forms a line may have, as strictly as the strictest official client reads them. */
final class LineForm {

    private static final String DECIMAL = "\\d+(\\.\\d+)?";
    private static final String ARGUMENT = "[^,\\r\\n]*";
    private static final List<Pattern> FORMS = List.of(
            form("U,\\d+,[1-9]\\d*,[^\\r\\n]*"),
            form("SUBOK,\\d+,\\d+,\\d+"),
            form("SUBCMD,\\d+,\\d+,\\d+,[1-9]\\d*,[1-9]\\d*"),
            form("UNSUB,\\d+"),
            form("(EOS|CS),\\d+,[1-9]\\d*"),
            form("OV,\\d+,[1-9]\\d*,[1-9]\\d*"),
            form("CONF,\\d+,(unlimited|" + DECIMAL + "),(filtered|unfiltered)"),
            form("CONS,(unlimited|unmanaged|" + DECIMAL + ")"),
            form("(SYNC|PROG|LOOP),\\d+"),
            form("(SERVNAME|CLIENTIP),[^,\\r\\n]+"),
            form("NOOP,[^\\r\\n]*"),
            form("PROBE|WSOK|REQOK"),
            form("CONOK,[A-Za-z0-9_-]+,\\d+,\\d+,[^,\\r\\n]+"),
            form("(CONERR|END|ERROR),-?\\d+," + ARGUMENT),
            form("REQOK,\\w+"),
            form("REQERR,\\w+,-?\\d+," + ARGUMENT),
            form("MSGDONE,(\\*|\\w+),\\d+(," + ARGUMENT + ")?"),
            form("MSGFAIL,(\\*|\\w+),\\d+,-?\\d+," + ARGUMENT));

    private LineForm() {
    }

    /** The line itself; fails when it has no legal form. */
    static String checked(String line) {
        if (line != null && FORMS.stream().noneMatch(form -> form.matcher(line).matches())) {
            throw new AssertionError("no line of the protocol: " + line);
        }
        return line;
    }

    private static Pattern form(String expression) {
        return Pattern.compile(expression, Pattern.DOTALL);
    }
}
