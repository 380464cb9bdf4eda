package dev.sluice.server.management;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;

/**
 * The attributes and operations of one type of MBean, as functions of what it shows. Declared types are written down, not found
 * out: consumers keep attributes whose declared type is exactly {@code java.lang.Integer}, {@code Long} or {@code Double}.
 *
 * @param <T> what an MBean of this type shows
 */
final class MBeanTable<T> {

    /** One attribute; {@code write} is null when it cannot be written. */
    record Attribute<T>(Class<?> type, Function<T, ?> read, BiConsumer<T, Object> write) {
    }

    /** One operation; {@code call} gets the arguments in order. */
    record Operation<T>(BiFunction<T, Object[], ?> call) {
    }

    private final String sentence;
    private final Map<String, Attribute<T>> attributes = new LinkedHashMap<>();
    private final Map<String, Operation<T>> operations = new LinkedHashMap<>();
    private final List<MBeanAttributeInfo> attributeInfos = new ArrayList<>();
    private final List<MBeanOperationInfo> operationInfos = new ArrayList<>();
    private MBeanInfo info;

    /** @param sentence what MBeans of this type are, for the operator */
    MBeanTable(String sentence) {
        this.sentence = sentence;
    }

    /** Adds an attribute that can be read. */
    <V> MBeanTable<T> shows(String name, Class<V> type, String meaning, Function<T, V> read) {
        return add(name, type, meaning, read, null);
    }

    /** Adds an attribute that can be read and written. */
    <V> MBeanTable<T> sets(String name, Class<V> type, String meaning, Function<T, V> read, BiConsumer<T, V> write) {
        return add(name, type, meaning, read, (subject, value) -> write.accept(subject, type.cast(value)));
    }

    private MBeanTable<T> add(String name, Class<?> type, String meaning, Function<T, ?> read, BiConsumer<T, Object> write) {
        attributes.put(name, new Attribute<>(type, read, write));
        attributeInfos.add(new MBeanAttributeInfo(name, type.getName(), meaning, true, write != null, false));
        return this;
    }

    /** Adds an operation without arguments. */
    MBeanTable<T> does(String name, Class<?> returns, String meaning, Function<T, ?> call) {
        return does(name, returns, meaning, (subject, arguments) -> call.apply(subject));
    }

    /** Adds an operation; {@code parameters} pair the name of an argument with its type. */
    MBeanTable<T> does(String name, Class<?> returns, String meaning, BiFunction<T, Object[], ?> call,
                           Parameter... parameters) {
        operations.put(signature(name, Stream.of(parameters).map(p -> p.type().getName())), new Operation<>(call));
        operationInfos.add(new MBeanOperationInfo(name, meaning, Stream.of(parameters)
                .map(p -> new MBeanParameterInfo(p.name(), p.type().getName(), p.meaning())).toArray(MBeanParameterInfo[]::new),
                returns.getName(), MBeanOperationInfo.ACTION));
        return this;
    }

    /** An argument of an operation. */
    record Parameter(String name, Class<?> type, String meaning) {
    }

    /** An MBean of this type. */
    MBean<T> of(T subject) {
        return new MBean<>(this, subject);
    }

    Attribute<T> attribute(String name) {
        return attributes.get(name);
    }

    Operation<T> operation(String name, String[] types) {
        return operations.get(signature(name, types == null ? Stream.of() : Stream.of(types)));
    }

    synchronized MBeanInfo info() {
        if (info == null) {
            info = new MBeanInfo(MBean.class.getName(), sentence, attributeInfos.toArray(MBeanAttributeInfo[]::new), null,
                    operationInfos.toArray(MBeanOperationInfo[]::new), null);
        }
        return info;
    }

    private static String signature(String name, Stream<String> types) {
        return name + types.collect(Collectors.joining(",", "(", ")"));
    }
}
