package dev.sluice.tests.clients;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** An {@link EveryClient} for clients that live on when a connection breaks. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ClientTable.class)
@ParameterizedTest(name = "{0}")
@ArgumentsSource(ClientCases.Lasting.class)
public @interface EveryLastingClient {
}
