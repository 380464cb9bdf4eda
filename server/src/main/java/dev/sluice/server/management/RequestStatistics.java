package dev.sluice.server.management;

import dev.sluice.server.counters.Counter;
import dev.sluice.server.counters.Counters;
import java.util.function.Function;

/** Requests of all kinds and what became of them. */
final class RequestStatistics {

    private static final String STREAMS = "Streaming";
    private static final String POLLS = "Polling";

    private final Rate streamRequests;
    private final Rate streamResponses;
    private final Rate pollRequests;
    private final Rate pollResponses;
    private final Rate controlRequests;
    private final Rate controlResponses;
    private final Rate pageRequests;
    private final Rate pageResponses;
    private final Rate unrecognized;
    private final Rate failed;
    private final Rate refused;
    private final Rate requests;
    private final Rate responses;

    RequestStatistics(Counters counters, Collector collector) {
        streamRequests = rate(collector, counters, Counter.STREAMING_REQUESTS);
        streamResponses = rate(collector, counters, Counter.STREAMING_RESPONSES);
        pollRequests = rate(collector, counters, Counter.POLLING_REQUESTS);
        pollResponses = rate(collector, counters, Counter.POLLING_RESPONSES);
        controlRequests = rate(collector, counters, Counter.CONTROL_REQUESTS);
        controlResponses = rate(collector, counters, Counter.CONTROL_RESPONSES);
        pageRequests = rate(collector, counters, Counter.PAGE_REQUESTS);
        pageResponses = rate(collector, counters, Counter.PAGE_RESPONSES);
        unrecognized = rate(collector, counters, Counter.UNRECOGNIZED_REQUESTS);
        failed = rate(collector, counters, Counter.OPENINGS_FAILED, Counter.CONTROL_FAILURES, Counter.UNRECOGNIZED_REQUESTS);
        refused = rate(collector, counters, Counter.CREATIONS_REFUSED);
        requests = rate(collector, counters, Counter.STREAMING_REQUESTS, Counter.POLLING_REQUESTS, Counter.OPENINGS_FAILED,
                Counter.CREATIONS_REFUSED, Counter.CONTROL_REQUESTS, Counter.HEARTBEATS, Counter.PAGE_REQUESTS,
                Counter.UNRECOGNIZED_REQUESTS);
        responses = rate(collector, counters, Counter.STREAMING_RESPONSES, Counter.POLLING_RESPONSES,
                Counter.CONTROL_RESPONSES, Counter.HEARTBEATS, Counter.PAGE_RESPONSES);
    }

    private static Rate rate(Collector collector, Counters counters, Counter first, Counter... more) {
        return collector.rate(() -> counters.total(first, more));
    }

    int refusedLately() {
        return refused.last();
    }

    long refused() {
        return refused.total();
    }

    /** Adds the attributes of requests to a type of MBean. */
    static <T> void addTo(MBeanTable<T> table, Function<T, RequestStatistics> of) {
        both(table, STREAMS + "Requests", "requests that open a stream, several per session", of, r -> r.streamRequests);
        both(table, STREAMS + "Responses", "streams ended", of, r -> r.streamResponses);
        both(table, POLLS + "Requests", "polls received", of, r -> r.pollRequests);
        both(table, POLLS + "Responses", "polls answered", of, r -> r.pollResponses);
        both(table, "RequestsFailed", "requests that failed, of any kind", of, r -> r.failed);
        both(table, "RequestsRefused", "creations of sessions refused for a limit of load", of, r -> r.refused);
        both(table, "ControlResponses", "control requests carried out, each of a batch", of, r -> r.controlResponses);
        fresh(table, "ControlRequests", "control requests received, each of a batch", of, r -> r.controlRequests);
        both(table, "PageResponses", "pages sent by the web server", of, r -> r.pageResponses);
        fresh(table, "PageRequests", "requests to the web server", of, r -> r.pageRequests);
        both(table, "UnrecognizedRequests", "requests that could not be understood", of, r -> r.unrecognized);
        both(table, "Responses", "requests carried out, of any kind, heartbeats included", of, r -> r.responses);
        fresh(table, "Requests", "requests received, of any kind", of, r -> r.requests);
    }

    private static <T> void both(MBeanTable<T> table, String name, String meaning, Function<T, RequestStatistics> of,
                                 Function<RequestStatistics, Rate> which) {
        table.shows("Cumul" + name, Long.class, "Since the start: " + meaning + ".", t -> which.apply(of.apply(t)).total());
        fresh(table, name, meaning, of, which);
    }

    private static <T> void fresh(MBeanTable<T> table, String name, String meaning, Function<T, RequestStatistics> of,
                                  Function<RequestStatistics, Rate> which) {
        table.shows("New" + name, Integer.class, "In the last period: " + meaning + ".", t -> which.apply(of.apply(t)).last());
    }
}
