package dev.sluice.tests.proof;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** Mistakes a test shows the node not to make: each ends or misleads some official client. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ProofRecorder.class)
public @interface Trap {
    /** The ids, as {@code traps.tsv} lists them. */
    String[] value();
}
