package dev.sluice.tests.bench;

/**
 * One window of one scenario on one server.
 *
 * @param server            node or floor
 * @param scenario          name of the load
 * @param cpuMicros         server CPU per delivered update
 * @param updatesPerSecond  delivered
 * @param delivered         part of what was offered
 * @param p50Micros         half of the updates took no longer from publisher to client
 * @param p99Micros         99 of 100 took no longer
 * @param updatesPerFrame   how many updates came in one WebSocket frame
 * @param lost              connections that failed or broke
 */
record Measurement(String server, String scenario, double cpuMicros, double updatesPerSecond, double delivered,
                   double p50Micros, double p99Micros, double updatesPerFrame, int lost) {

    static Measurement of(String server, Scenario scenario, LoadCounts.Window window, double seconds, double cpuSeconds) {
        double perSecond = window.updates() / seconds;
        return new Measurement(server, scenario.name(), cpuSeconds * 1e6 / Math.max(1, window.updates()), perSecond,
                perSecond / scenario.offeredPerSecond(), window.p50(), window.p99(),
                (double) window.updates() / Math.max(1, window.frames()), window.lost());
    }
}
