package dev.sluice.server.protocol;

import java.util.List;
import java.util.Set;

/** One request of a client, under the name the protocol gives it. A session id of null means the one the connection implies. */
public sealed interface Request {

    /** Absent number. */
    long ABSENT = -1;
    /** {@code LS_ttl_millis=unknown}, also when absent. */
    long TTL_UNKNOWN = -1;
    /** {@code LS_ttl_millis=unlimited}. */
    long TTL_UNLIMITED = Long.MAX_VALUE;
    /** {@code LS_snapshot=true}: all the snapshot there is. */
    int SNAPSHOT_FULL = Integer.MAX_VALUE;
    /** {@code LS_requested_buffer_size=unlimited}. */
    int BUFFER_UNLIMITED = Integer.MAX_VALUE;

    /** {@code LS_session}, or null. */
    String sessionId();

    /**
     * {@code create_session}.
     *
     * @param user            {@code LS_user}, null when absent (the empty string is a value)
     * @param password        {@code LS_password}, null when absent; never logged
     * @param adapterSet      {@code LS_adapter_set}, {@code DEFAULT} when absent
     * @param clientId        {@code LS_cid}, null when absent; never validated
     * @param maxBandwidth    {@code LS_requested_max_bandwidth} in kbit/s, 0 when no limit is asked
     * @param supportedDiffs  {@code LS_supported_diffs}, null when absent (all formats of the version)
     * @param ttlMillis       {@code LS_ttl_millis}, {@link #TTL_UNKNOWN} or {@link #TTL_UNLIMITED}
     * @param oldSessionId    {@code LS_old_session}, null when absent
     * @param cause           {@code LS_cause}, null when absent; for the log only
     * @param stream          what is asked of the stream connection
     * @param controls        controls to be executed with the creation, in order (combined request); each without id
     */
    record CreateSession(String user, String password, String adapterSet, String clientId, double maxBandwidth,
                         Set<String> supportedDiffs, long ttlMillis, String oldSessionId, String cause,
                         StreamOptions stream, List<Request> controls) implements Request {
        @Override
        public String sessionId() {
            return null;
        }
    }

    /**
     * {@code bind_session}.
     *
     * @param recoveryFrom data notifications the client has, {@link #ABSENT} for a plain bind
     * @param maxBandwidth kbit/s, 0 unlimited, {@link #ABSENT} when not said
     */
    record BindSession(String sessionId, long recoveryFrom, double maxBandwidth, String cause, StreamOptions stream)
            implements Request {
    }

    /** A request that is answered by {@code REQOK} or {@code REQERR} under its own id. */
    sealed interface Numbered extends Request {
        /** {@code LS_reqId}; null inside a combined create request. */
        String requestId();
    }

    /**
     * {@code control} with {@code LS_op=add}.
     *
     * @param snapshot     0 none, {@link #SNAPSHOT_FULL}, or a number of events (DISTINCT)
     * @param maxFrequency updates per second, 0 for {@code unlimited} (also absent), {@link #ABSENT} for {@code unfiltered}
     * @param bufferSize   events, {@link #ABSENT} when not said, {@link #BUFFER_UNLIMITED}
     * @param start        {@code LS_start}, first item of the group wanted, 1-based; {@link #ABSENT} when not said
     * @param end          {@code LS_end}, last item wanted; {@link #ABSENT} when not said
     * @param ack          false: no {@code REQOK} on a WebSocket
     */
    record Subscribe(String requestId, String sessionId, int subscriptionId, String dataAdapter, String group,
                     String schema, Mode mode, String selector, int snapshot, double maxFrequency, int bufferSize,
                     int start, int end, boolean ack) implements Numbered {
    }

    /** {@code control} with {@code LS_op=delete}. */
    record Unsubscribe(String requestId, String sessionId, int subscriptionId, boolean ack) implements Numbered {
    }

    /**
     * {@code control} with {@code LS_op=reconf}.
     *
     * @param maxFrequency updates per second, 0 for {@code unlimited}, {@link #ABSENT} for {@code unfiltered},
     *                     NaN when not said
     */
    record Reconfigure(String requestId, String sessionId, int subscriptionId, double maxFrequency) implements Numbered {
    }

    /** {@code control} with {@code LS_op=constrain}; {@code maxBandwidth} in kbit/s, 0 unlimited, {@link #ABSENT} unchanged. */
    record Constrain(String requestId, String sessionId, double maxBandwidth) implements Numbered {
    }

    /** {@code control} with {@code LS_op=force_rebind}; {@code pollingMillis} 0 when absent. */
    record ForceRebind(String requestId, String sessionId, long pollingMillis, boolean closeSocket, String cause)
            implements Numbered {
    }

    /**
     * {@code control} with {@code LS_op=destroy}.
     *
     * @param causeCode    0 or negative, {@link Integer#MAX_VALUE} when absent
     * @param causeMessage null when absent
     */
    record Destroy(String requestId, String sessionId, int causeCode, String causeMessage, boolean closeSocket,
                   String cause) implements Numbered {
    }

    /** One of the five mobile push operations of {@code control}; {@code operation} is the value of {@code LS_op}. */
    record MobilePush(String requestId, String sessionId, String operation) implements Numbered {
    }

    /**
     * {@code msg}.
     *
     * @param sequence      {@code LS_sequence}, null when unordered
     * @param progressive   {@code LS_msg_prog}, {@link #ABSENT} when not said
     * @param maxWaitMillis {@code LS_max_wait}, {@link #ABSENT} when not said
     * @param outcome       false: no {@code MSGDONE} or {@code MSGFAIL}
     */
    record SendMessage(String requestId, String sessionId, String text, String sequence, int progressive,
                       long maxWaitMillis, boolean outcome, boolean ack) implements Numbered {
    }

    /** {@code heartbeat}. */
    record Heartbeat(String sessionId) implements Request {
    }

    /** {@code wsok}. */
    record WsOk() implements Request {
        @Override
        public String sessionId() {
            return null;
        }
    }

    /** {@code send_log}: accepted and discarded. */
    record SendLog(String sessionId) implements Request {
    }

    /**
     * A line that is not a request.
     *
     * @param requestId {@code LS_reqId} when it could be read, else null: then the answer is {@code ERROR}, not {@code REQERR}
     * @param opening   true for a create or bind request: then the answer is {@code CONERR}
     */
    record Refused(String requestId, ErrorCode code, String text, boolean opening) implements Request {
        @Override
        public String sessionId() {
            return null;
        }
    }
}
