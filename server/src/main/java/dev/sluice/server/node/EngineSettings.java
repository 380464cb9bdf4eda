package dev.sluice.server.node;

import dev.sluice.server.config.NodeConfig;
import dev.sluice.server.config.SubscriptionConfig;
import dev.sluice.server.diff.DiffAlgorithm;
import dev.sluice.server.item.DiffDefaults;
import dev.sluice.server.session.SessionSettings;
import dev.sluice.server.subscription.SubscriptionSettings;

/** What the configuration means for the engine, together with what nobody can configure. */
final class EngineSettings {

    /** Some official clients give up an HTTP poll after ten silent seconds, so that one is never held longer than this. */
    private static final long MAX_HTTP_IDLE_MILLIS = 8_000;
    private static final long SYNC_MILLIS = 20_000;
    private static final int NOOP_BYTES = 2_000;

    private EngineSettings() {
    }

    /** Settings of sessions. */
    static SessionSettings sessions(NodeConfig config) {
        var sessions = config.sessions();
        var streams = config.streams();
        String link = sessions.controlLinkAddress() == null ? "*" : sessions.controlLinkAddress();
        var subscriptions = config.subscriptions();
        return new SessionSettings(config.connections().requestLimitBytes(), link, sessions.timeoutMillis(),
                sessions.recoveryMillis(), sessions.maxRecoveryBytes(), sessions.maxRecoveryPollBytes(), SYNC_MILLIS,
                NOOP_BYTES, sessions.bandwidthControl(), new SubscriptionSettings(subscriptions.maxBufferSize(), subscriptions.deltaDelivery(),
                        subscriptions.preserveUnfilteredCommandOrdering(), subscriptions.timeoutMillis()),
                sessions.missingMessageTimeoutMillis(), streams.keepalive().defaultMillis(),
                streams.keepalive().minMillis(), streams.keepalive().maxMillis(), streams.keepalive().randomize(),
                streams.polling().maxPollingMillis(), streams.polling().maxIdleMillis(), streams.polling().randomizeIdle(),
                MAX_HTTP_IDLE_MILLIS, streams.polling().minInterpollMillis(), streams.maxStreamingMillis(),
                streams.maxDelayMillis());
    }

    /** How differences inside fields are told unless the adapter says otherwise. */
    static DiffDefaults differences(SubscriptionConfig subscriptions) {
        return new DiffDefaults(subscriptions.defaultDiffOrder().stream().map(EngineSettings::algorithm).toList(),
                subscriptions.jsonPatchMinLength());
    }

    private static DiffAlgorithm algorithm(SubscriptionConfig.DiffAlgorithm named) {
        return switch (named) {
            case JSONPATCH -> DiffAlgorithm.JSON_PATCH;
            case DIFF_MATCH_PATCH -> DiffAlgorithm.TLCP_DIFF;
        };
    }
}
