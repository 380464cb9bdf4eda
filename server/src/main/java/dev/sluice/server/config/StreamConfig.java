package dev.sluice.server.config;

import java.util.List;

/**
 * How notifications travel on stream and poll responses.
 *
 * @param contentLength        size limit of HTTP responses
 * @param maxStreamingMillis   life of one HTTP stream response
 * @param chunked              {@code use_chunked_encoding}
 * @param compression          {@code use_compression}
 * @param compressionThresholdBytes smaller non-stream bodies are not compressed
 * @param enrichedContentType  text/enriched for native clients, else text/plain
 * @param maxDelayMillis       longest wait to batch updates
 * @param keepalive            keepalive limits
 * @param polling              polling limits
 */
public record StreamConfig(ContentLength contentLength, long maxStreamingMillis, YesNoAuto chunked,
                           YesNoAuto compression, int compressionThresholdBytes, boolean enrichedContentType,
                           long maxDelayMillis, Keepalive keepalive, Polling polling) {

    /**
     * Size limit of HTTP stream and poll responses.
     *
     * @param defaultBytes when no special case applies
     * @param specialCases tried in order
     */
    public record ContentLength(int defaultBytes, List<SpecialCase> specialCases) {

        public ContentLength {
            specialCases = List.copyOf(specialCases);
        }

        /** The limit for a client, by its User-Agent header (null = none sent). */
        public int forUserAgent(String userAgent) {
            for (SpecialCase special : specialCases) {
                if (userAgent != null && special.userAgentContains().stream().allMatch(userAgent::contains)) {
                    return special.bytes();
                }
            }
            return defaultBytes;
        }
    }

    /**
     * Another limit for clients whose User-Agent contains all of the given texts.
     *
     * @param bytes             the limit
     * @param userAgentContains at least one text
     */
    public record SpecialCase(int bytes, List<String> userAgentContains) {

        public SpecialCase {
            userAgentContains = List.copyOf(userAgentContains);
        }
    }

    /**
     * Keepalive interval of streams: min &lt; default &lt; max.
     *
     * @param randomize shorten the interval after a data event at random
     */
    public record Keepalive(long defaultMillis, long minMillis, long maxMillis, boolean randomize) {

        /** The interval granted to a client that asked for {@code askedMillis}; negative = did not ask. */
        public long grantedMillis(long askedMillis) {
            return askedMillis < 0 ? defaultMillis : Math.max(minMillis, Math.min(maxMillis, askedMillis));
        }
    }

    /**
     * Limits of polling.
     *
     * @param maxPollingMillis  longest wait between polls a client may ask for
     * @param maxIdleMillis     longest time a poll is held without data
     * @param randomizeIdle     hold the poll after a data event for a random shorter time
     * @param minInterpollMillis least time between the starts of two polls
     */
    public record Polling(long maxPollingMillis, long maxIdleMillis, boolean randomizeIdle, long minInterpollMillis) {
    }
}
