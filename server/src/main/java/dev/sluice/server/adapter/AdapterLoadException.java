package dev.sluice.server.adapter;

import java.util.List;

/** Adapter sets cannot be started; the message is for the operator and says where and what to do, one line per problem. */
public final class AdapterLoadException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** One problem. */
    public AdapterLoadException(String problem) {
        super(problem);
    }

    /** One problem, and what the adapter threw. */
    public AdapterLoadException(String problem, Throwable cause) {
        super(problem, cause);
    }

    /** All problems of the files, a line each. */
    public AdapterLoadException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
    }
}
