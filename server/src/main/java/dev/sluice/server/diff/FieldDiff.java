package dev.sluice.server.diff;

/**
 * The ways to tell a new value of a field to who holds the one before; each is worked out when it is first asked for. One thread
 * at a time.
 */
public final class FieldDiff {

    /** Longer values are told whole: comparing them would hold up everybody else. */
    static final int MAX_LENGTH = 256 * 1024;

    private final String before;
    private final String after;
    private boolean parsed;
    private Object treeBefore;
    private Object treeAfter;

    /** @param before what the client holds; neither is null */
    public FieldDiff(String before, String after) {
        this.before = before;
        this.after = after;
    }

    private boolean tooLong() {
        return before.length() > MAX_LENGTH || after.length() > MAX_LENGTH;
    }

    private boolean json() {
        if (!parsed) {
            parsed = true;
            treeBefore = tooLong() ? null : JsonTree.parse(before);
            treeAfter = treeBefore == null ? null : JsonTree.parse(after);
        }
        return treeAfter != null;
    }

    /** Whether both are JSON of the same meaning, in whatever writing. */
    public boolean sameJson() {
        return json() && treeBefore.equals(treeAfter);
    }

    /**
     * The JSON Patch.
     *
     * @param minLength characters both values must have
     * @return null when there is none that is safe with every client, or nothing to tell
     */
    public String jsonPatch(int minLength) {
        if (before.length() < minLength || after.length() < minLength || !json()) {
            return null;
        }
        return JsonPatch.between(treeBefore, treeAfter);
    }

    /** The TLCP-diff; null when either value holds surrogates. */
    public String tlcpDiff() {
        return tooLong() ? null : TextDiff.between(before, after);
    }
}
