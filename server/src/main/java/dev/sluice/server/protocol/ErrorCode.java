package dev.sluice.server.protocol;

/**
 * Every code the node puts into {@code CONERR}, {@code END}, {@code REQERR}, {@code ERROR} and {@code MSGFAIL}
 * (TLCP 2.5.0 appendices A and B). Codes of an adapter (zero and below) are not here. A code with a version behind it is told
 * only to clients of that version and newer ones; older ones are told the other number instead.
 */
public enum ErrorCode {
    /** User or password refused by the Metadata Adapter. */
    USER_REFUSED(1, "User/password check failed"),
    /** No such adapter set, or not available. */
    ADAPTER_SET_UNKNOWN(2, "Requested Adapter Set not available"),
    /** As answer to a bind: the session belongs to an incompatible protocol. */
    PROTOCOL_MISMATCH(3, "The session belongs to an incompatible protocol"),
    /** As answer to a control request: the session belongs to an incompatible protocol. */
    PROTOCOL_MISMATCH_CONTROL(3, "The session belongs to an incompatible protocol", ProtocolVersion.V2_3, 20),
    /** The recovery point is not kept any more. */
    RECOVERY_IMPOSSIBLE(4, "The progressive to recover from is no longer kept"),
    /** Overloaded: the client tries again. */
    OVERLOADED(5, "Server temporarily overloaded, retry later", ProtocolVersion.V2_2, 9),
    /** Not here, but perhaps on another node: older clients, which know no 5, stop at 9 and try again at 48. */
    TRY_ELSEWHERE(5, "Server temporarily overloaded, retry later", ProtocolVersion.V2_2, 48),
    /** The adapter cannot authenticate at the moment. */
    ADAPTER_UNAVAILABLE(6, "The authentication is temporarily not available, retry later", ProtocolVersion.V2_2, 68),
    /** The configured number of sessions is reached; clients stop. */
    MAX_SESSIONS(8, "Configured maximum number of sessions reached"),
    /** The configured load is reached: what 5 means, for sessions older than 2.2. */
    MAX_LOAD(9, "Configured maximum server load reached"),
    /** New sessions are blocked by the administrator; clients stop. */
    BLOCKED(10, "New sessions temporarily blocked"),
    /** The session lives on another instance (control requests). */
    OTHER_INSTANCE_CONTROL(11, "The session belongs to another server instance", ProtocolVersion.V2_1, 20),
    /** A frequency change of an unfiltered subscription. */
    FREQUENCY_OF_UNFILTERED(13, "The frequency of an unfiltered subscription cannot be changed"),
    /** COMMAND schema without a field {@code key}. */
    NO_KEY_FIELD(15, "The schema of a COMMAND subscription needs a field named key"),
    /** COMMAND schema without a field {@code command}. */
    NO_COMMAND_FIELD(16, "The schema of a COMMAND subscription needs a field named command"),
    /** Unknown data adapter. */
    BAD_DATA_ADAPTER(17, "Unknown Data Adapter"),
    /** Unknown subscription. */
    SUBSCRIPTION_NOT_FOUND(19, "Specified subscription not found"),
    /** Unknown session: clients open a new one. */
    SESSION_NOT_FOUND(20, "Specified session not found"),
    /** As answer to a control request: the group is refused. */
    BAD_GROUP(21, "Bad item group name"),
    /** As answer to a bind: the session lives on another instance; clients stop. */
    OTHER_INSTANCE(21, "The session belongs to another server instance", ProtocolVersion.V2_1, 20),
    /** The group is not valid for this schema. */
    BAD_GROUP_FOR_SCHEMA(22, "Bad item group name for this field schema"),
    /** The schema is refused. */
    BAD_SCHEMA(23, "Bad field schema name"),
    /** The mode is not allowed for an item of the group. */
    MODE_REFUSED(24, "Subscription mode not allowed for an item"),
    /** The selector is refused. */
    BAD_SELECTOR(25, "Bad selector name"),
    /** Unfiltered dispatching refused: the item has a frequency limit. */
    UNFILTERED_LIMITED(26, "Unfiltered dispatching refused: an item has a frequency limit"),
    /** Unfiltered dispatching refused: the item is prefiltered. */
    UNFILTERED_PREFILTERED(27, "Unfiltered dispatching refused: an item is prefiltered"),
    /** The session was closed by its client. */
    DESTROYED(31, "Destroy invoked by client"),
    /** The session was closed on the server side. */
    CLOSED_BY_SERVER(32, "Session closed on the server side"),
    /** As answer to a message: the number is too low, its outcome is not known. */
    MESSAGE_NUMBER_TOO_LOW(32, "Message number too low"),
    /** As answer to a message: the number is already queued. */
    MESSAGE_NUMBER_TAKEN(33, "Message number already enqueued or processed"),
    /** The adapter refused the notification of a message, or an internal error came in between. */
    MESSAGE_ERROR(34, "Error while handling the message"),
    /** Another session of the same user was opened. */
    USER_CONFLICT(35, "Another session of the same user was opened"),
    /** Unchecked exception of the adapter on a message. */
    MESSAGE_EXCEPTION(35, "Unexpected error in the adapter while handling the message"),
    /** One message number was skipped by timeout. */
    MESSAGE_SKIPPED(38, "Message skipped by timeout"),
    /** Several message numbers were skipped by timeout; the text is their count. */
    MESSAGES_SKIPPED(39, ""),
    /** As end of a session: another connection of some client took it over. */
    TAKEN_OVER(40, "The session was bound by another connection"),
    /** As answer to a control request: mobile push is off. */
    MOBILE_PUSH_DISABLED(40, "Mobile push notifications are disabled"),
    /** Maximum duration reached: clients open a new session. */
    DURATION_REACHED(48, "Maximum session duration reached"),
    /** Client version not supported. */
    VERSION_UNSUPPORTED(60, "Client version not supported"),
    /** A control of a combined create request failed. */
    COMBINED_FAILED(64, "Unexpected error while initializing the session"),
    /** Bad value of a parameter; clients stop. */
    BAD_VALUE(65, "Bad parameter value"),
    /** Unchecked exception of the adapter. */
    ADAPTER_EXCEPTION(66, "Unexpected error in the adapter"),
    /** Malformed request; clients stop. */
    MALFORMED(67, "Malformed request"),
    /** Unexpected error, or a request that cannot be served. */
    SERVER_ERROR(68, "Unexpected server error"),
    /** A session is already bound to this WebSocket. */
    ALREADY_BOUND(69, "Another session is already bound to this connection"),
    /** Creation not allowed on this port. */
    CREATION_REFUSED_ON_PORT(70, "Session creation is not allowed on this port", ProtocolVersion.V2_2, 71),
    /** Client type not supported. */
    CLIENT_TYPE_UNSUPPORTED(71, "Client type not supported");

    private final int code;
    private final String text;
    private final int since;
    private final int before;

    ErrorCode(int code, String text) {
        this(code, text, ProtocolVersion.V2_0, code);
    }

    /**
     * @param since  minor version that brought the code
     * @param before number told to older clients
     */
    ErrorCode(int code, String text, int since, int before) {
        this.code = code;
        this.text = text;
        this.since = since;
        this.before = before;
    }

    /** The number on the wire. */
    public int code() {
        return code;
    }

    /** One plain sentence for the client, without class names. */
    public String text() {
        return text;
    }

    /** The number a client of this version understands; null stands for a version the node does not speak. */
    public int codeFor(ProtocolVersion version) {
        return version == null || version.minor() >= since ? code : before;
    }
}
