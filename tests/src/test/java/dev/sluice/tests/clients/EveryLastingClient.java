package dev.sluice.tests.clients;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An {@link EveryClient} with the cases of {@link ClientCase#lasting}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ClientTable.class)
@ParameterizedTest(name = "{0}")
@MethodSource("dev.sluice.tests.clients.ClientCase#lasting")
public @interface EveryLastingClient {
}
