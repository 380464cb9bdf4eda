package dev.sluice.server.adapter;

import static java.lang.invoke.MethodType.methodType;

import com.lightstreamer.interfaces.metadata.CustomizableItemEvent;
import com.lightstreamer.interfaces.metadata.ItemEvent;
import com.lightstreamer.interfaces.metadata.Mode;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The questions of a metadata adapter whose Java signature changed between the generations of the API: how they are called
 * today and how adapters built on 7.3.0 and earlier declare them, newest form first.
 */
enum MetadataSignatures {
    NOTIFY_USER("notifyUser", methodType(CompletableFuture.class, string(), string(), Map.class),
            old(void.class, 0, 1, 2), old(void.class, 0, 1)),
    NOTIFY_USER_WITH_PRINCIPAL("notifyUser",
            methodType(CompletableFuture.class, string(), string(), Map.class, string()),
            old(void.class, 0, 1, 2, 3)),
    NOTIFY_USER_MESSAGE("notifyUserMessage", methodType(CompletableFuture.class, string(), string(), string()),
            old(void.class, 0, 1, 2)),
    GET_ITEMS("getItems", methodType(String[].class, string(), string(), string(), string()),
            old(String[].class, 0, 1, 2), old(String[].class, 0, 2)),
    GET_SCHEMA("getSchema", methodType(String[].class, string(), string(), string(), string(), string()),
            old(String[].class, 0, 1, 2, 4), old(String[].class, 0, 2, 4)),
    MAX_ITEM_FREQUENCY("getAllowedMaxItemFrequency", methodType(double.class, string(), string(), string()),
            old(double.class, 0, 1)),
    BUFFER_SIZE("getAllowedBufferSize", methodType(int.class, string(), string(), string()), old(int.class, 0, 1)),
    MODE_ALLOWED("isModeAllowed", methodType(boolean.class, string(), string(), string(), Mode.class),
            old(boolean.class, 0, 1, 3)),
    MODE_MAY_BE_ALLOWED("modeMayBeAllowed", methodType(boolean.class, string(), string(), Mode.class),
            old(boolean.class, 0, 2)),
    SELECTOR_ALLOWED("isSelectorAllowed", methodType(boolean.class, string(), string(), string(), string()),
            old(boolean.class, 0, 1, 3)),
    SELECTED("isSelected", methodType(boolean.class, string(), string(), string(), string(), ItemEvent.class),
            old(boolean.class, 0, 1, 3, 4)),
    CUSTOMIZATION("enableUpdateCustomization", methodType(boolean.class, string(), string(), string()), old(boolean.class, 0, 1)),
    CUSTOMIZE("customizeUpdate", methodType(void.class, string(), string(), string(), CustomizableItemEvent.class),
            old(void.class, 0, 1, 3)),
    MIN_SOURCE_FREQUENCY("getMinSourceFrequency", methodType(double.class, string(), string()), old(double.class, 0)),
    DISTINCT_SNAPSHOT_LENGTH("getDistinctSnapshotLength", methodType(int.class, string(), string()), old(int.class, 0));

    private final String method;
    private final MethodType type;
    private final List<OldForm> oldForms;

    MetadataSignatures(String method, MethodType type, OldForm... oldForms) {
        this.method = method;
        this.type = type;
        this.oldForms = List.of(oldForms);
    }

    /** Name of the Java method. */
    String method() {
        return method;
    }

    /** Its form in API 8.0.0. */
    MethodType type() {
        return type;
    }

    /** Its earlier forms, newest first. */
    List<OldForm> oldForms() {
        return oldForms;
    }

    /**
     * An earlier form.
     *
     * @param returns   what it returned
     * @param arguments positions, in today's parameters, of those it had
     */
    record OldForm(Class<?> returns, int... arguments) {

        /** Its parameters. */
        Class<?>[] parameters(MethodType today) {
            Class<?>[] parameters = new Class<?>[arguments.length];
            for (int i = 0; i < parameters.length; i++) {
                parameters[i] = today.parameterType(arguments[i]);
            }
            return parameters;
        }
    }

    private static OldForm old(Class<?> returns, int... arguments) {
        return new OldForm(returns, arguments);
    }

    private static Class<?> string() {
        return String.class;
    }
}
