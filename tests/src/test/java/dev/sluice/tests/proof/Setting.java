package dev.sluice.tests.proof;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Settings whose effect a test shows from outside a node. On a parameter of a parameterized test, the setting is the argument: the
 * test shows the one it was called with.
 */
@Target({ElementType.METHOD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ProofRecorder.class)
public @interface Setting {
    /** Paths, as {@code settings.tsv} of the suite lists them; none on a parameter. */
    String[] value() default {};
}
