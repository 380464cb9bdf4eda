package dev.sluice.tests.cluster;

import java.io.IOException;

/** A process with a bed at work, for tests of what is left when it ends. */
final class BedOwner {

    private BedOwner() {
    }

    /** Starts the bed of an option with a process of every kind, says so by a line, and waits for its own end or its parent's. */
    public static void main(String[] arguments) throws IOException {
        TestBed bed = TestBed.start(Options.named(arguments[0]));
        Crowd crowd = Crowd.named("owned");
        for (int generation : new int[] {4, 5, 9}) {
            crowd.add(bed, generation, null);
        }
        crowd.awaitConnected();
        System.out.println("at work");
        while (System.in.read() >= 0) {
            // Nobody writes; the parent's end is the end of the input.
        }
        System.exit(0);
    }
}
