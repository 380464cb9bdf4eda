package dev.sluice.server.adapter;

import com.lightstreamer.interfaces.metadata.MetadataProvider;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Binds the questions of {@link MetadataSignatures} to the methods a metadata adapter really has, whichever generation of
 * the API it was built on. Calling a 7.3.0 adapter through the 8.0.0 interface would silently skip its checks.
 */
final class MetadataMethods {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private final Map<MetadataSignatures, MethodHandle> handles = new EnumMap<>(MetadataSignatures.class);
    private final boolean blockingUserCheck;
    private final boolean blockingMessages;

    /**
     * @throws AdapterLoadException when a method is missing, or present in an old and in the new form; the message says what
     *                              is wrong with the class, without saying where it is configured
     */
    MetadataMethods(MetadataProvider adapter) {
        List<Method> own = customMethods(adapter.getClass());
        boolean oldUserCheck = false;
        boolean oldMessages = false;
        for (MetadataSignatures signature : MetadataSignatures.values()) {
            boolean current = own.stream().anyMatch(method -> isCurrent(method, signature));
            Old old = findOld(own, signature);
            if (signature == MetadataSignatures.NOTIFY_USER_WITH_PRINCIPAL && !current && old == null) {
                // the base class would ask its own three-argument form, not the one of an old adapter
                old = findOld(own, MetadataSignatures.NOTIFY_USER);
            }
            if (current && old != null) {
                throw new AdapterLoadException("class " + adapter.getClass().getName() + " defines " + signature.method()
                        + " in the form of API 8.0.0 and in an earlier one; which of them counts is ambiguous: remove one");
            }
            if (old != null) {
                handles.put(signature, bindOld(adapter, signature.type(), old));
                oldUserCheck |= signature == MetadataSignatures.NOTIFY_USER;
                oldMessages |= signature == MetadataSignatures.NOTIFY_USER_MESSAGE;
            } else {
                if (!current && !inherited(adapter.getClass(), signature)) {
                    throw new AdapterLoadException("class " + adapter.getClass().getName() + " has no method "
                            + signature.method() + " of any known form; implement it or extend LiteralBasedProvider");
                }
                handles.put(signature, bindCurrent(adapter, signature));
            }
        }
        blockingUserCheck = oldUserCheck;
        blockingMessages = oldMessages;
    }

    /** Exactly of the type {@link MetadataSignatures#type()}. */
    MethodHandle handle(MetadataSignatures signature) {
        return handles.get(signature);
    }

    /** Whether {@code notifyUser} has the old form, which may block. */
    boolean blockingUserCheck() {
        return blockingUserCheck;
    }

    /** Whether {@code notifyUserMessage} has the old form, which may block. */
    boolean blockingMessages() {
        return blockingMessages;
    }

    private record Old(Method method, MetadataSignatures.OldForm form) {
    }

    /**
     * Public methods of the adapter's own classes. Classes of the API are told by their loader: third-party adapters use
     * the package names of the vendor too.
     */
    private static List<Method> customMethods(Class<?> adapterClass) {
        List<Method> methods = new ArrayList<>();
        for (Class<?> c = adapterClass; c != Object.class && !isApi(c); c = c.getSuperclass()) {
            for (Method method : c.getDeclaredMethods()) {
                int modifiers = method.getModifiers();
                if (Modifier.isPublic(modifiers) && !Modifier.isStatic(modifiers) && !Modifier.isAbstract(modifiers)
                        && !method.isBridge() && !method.isSynthetic()) {
                    methods.add(method);
                }
            }
        }
        return methods;
    }

    private static boolean isApi(Class<?> c) {
        return c.getClassLoader() == MetadataProvider.class.getClassLoader();
    }

    private static boolean isCurrent(Method method, MetadataSignatures signature) {
        return method.getName().equals(signature.method())
                && Arrays.equals(method.getParameterTypes(), signature.type().parameterArray())
                && signature.type().returnType().isAssignableFrom(method.getReturnType());
    }

    private static Old findOld(List<Method> own, MetadataSignatures signature) {
        for (MetadataSignatures.OldForm form : signature.oldForms()) {
            Class<?>[] parameters = form.parameters(signature.type());
            for (Method method : own) {
                if (method.getName().equals(signature.method()) && method.getReturnType() == form.returns()
                        && Arrays.equals(method.getParameterTypes(), parameters)) {
                    return new Old(method, form);
                }
            }
        }
        return null;
    }

    private static boolean inherited(Class<?> adapterClass, MetadataSignatures signature) {
        for (Class<?> c = adapterClass; c != null; c = c.getSuperclass()) {
            if (isApi(c)) {
                try {
                    return !Modifier.isAbstract(
                            c.getMethod(signature.method(), signature.type().parameterArray()).getModifiers());
                } catch (NoSuchMethodException e) {
                    return false;
                }
            }
        }
        return false;
    }

    private static MethodHandle bindCurrent(MetadataProvider adapter, MetadataSignatures signature) {
        try {
            return LOOKUP.findVirtual(MetadataProvider.class, signature.method(), signature.type()).bindTo(adapter);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("API without " + signature.method(), e);
        }
    }

    private static MethodHandle bindOld(MetadataProvider adapter, MethodType today, Old old) {
        MethodHandle handle;
        try {
            old.method().setAccessible(true);
            handle = LOOKUP.unreflect(old.method()).bindTo(adapter);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("method made accessible is not: " + old.method(), e);
        }
        if (old.form().returns() == void.class && today.returnType() == CompletableFuture.class) {
            handle = MethodHandles.filterReturnValue(handle, MethodHandles.constant(CompletableFuture.class, null));
        }
        return MethodHandles.permuteArguments(handle, today, old.form().arguments());
    }
}
