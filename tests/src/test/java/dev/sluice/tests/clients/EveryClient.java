package dev.sluice.tests.clients;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** A test that runs once per official client and forced transport, as {@link ClientCases} chooses them; takes a {@link ClientCase}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ClientTable.class)
@ParameterizedTest(name = "{0}")
@ArgumentsSource(ClientCases.class)
public @interface EveryClient {
}
