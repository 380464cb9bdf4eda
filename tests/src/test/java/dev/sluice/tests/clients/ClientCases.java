package dev.sluice.tests.clients;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * The cases of one test: clients of now over all transports; those of the generation before over two, which take turns from test to
 * test so that a class covers all four, and over all with {@code ./sluice test --all}.
 */
sealed class ClientCases implements ArgumentsProvider permits ClientCases.Lasting {

    @Override
    public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        boolean even = turn(context.getRequiredTestMethod()) % 2 == 0;
        return ClientCase.all().filter(its -> takesPart(its, even)).map(Arguments::of);
    }

    /** Whether a case is part of this run of a test. */
    boolean takesPart(ClientCase its, boolean even) {
        Transport way = its.transport();
        return its.partner().ofNow() || Partner.allTakePart() || (way.webSocket() == way.streaming()) == even;
    }

    /** Place of a test among the tests of its class that are run per client. */
    private static long turn(Method test) {
        return Arrays.stream(test.getDeclaringClass().getDeclaredMethods())
                .filter(other -> other.isAnnotationPresent(EveryClient.class) || other.isAnnotationPresent(EveryLastingClient.class))
                .filter(other -> other.getName().compareTo(test.getName()) < 0).count();
    }

    /** Without those that do not live on when a connection breaks. */
    static final class Lasting extends ClientCases {

        @Override
        boolean takesPart(ClientCase its, boolean even) {
            return its.partner().outlivesCuts(its.transport()) && super.takesPart(its, even);
        }
    }
}
