package dev.jbuild.dsl.compile;

import groovy.lang.Closure;
import groovy.lang.GroovySystem;
import groovy.lang.MetaClass;
import groovy.lang.MetaClassRegistry;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;

/**
 * The metaclass of the classes of build files. Groovy makes one per closure, by reflection, which
 * takes most of the time of an evaluation. Statically compiled code asks it for one thing only, to
 * call a closure that has not exactly one parameter; this one does that and refuses the rest.
 */
final class ClosureCalls implements InvocationHandler {
    /** {@code switch} calls a closure by the last of them. */
    private static final Set<String> CALLS = Set.of("doCall", "call", "isCase");

    private static final MetaClass METACLASS =
            (MetaClass)
                    Proxy.newProxyInstance(
                            ClosureCalls.class.getClassLoader(),
                            new Class<?>[] {MetaClass.class},
                            new ClosureCalls());

    private ClosureCalls() {}

    /** Makes Groovy use it, for the classes of build files only. */
    static void install() {
        MetaClassRegistry registry = GroovySystem.getMetaClassRegistry();
        if (!(registry.getMetaClassCreationHandler() instanceof Handle)) {
            Handle handle = new Handle();
            handle.setDisableCustomMetaClassLookup(true);
            registry.setMetaClassCreationHandle(handle);
        }
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object[] arguments)
            throws Throwable {
        if (method.getName().equals("initialize")) {
            return null;
        }
        if (method.getName().equals("invokeMethod")
                && arguments.length == 3
                && arguments[0] instanceof Closure<?> closure
                && CALLS.contains(arguments[1])) {
            return call(closure, values(arguments[2]));
        }
        throw new UnsupportedOperationException("dynamic " + method.getName());
    }

    private static Object[] values(Object arguments) {
        return arguments instanceof Object[] array ? array : new Object[] {arguments};
    }

    private static @Nullable Object call(Closure<?> closure, @Nullable Object[] values)
            throws Throwable {
        for (Method body : closure.getClass().getDeclaredMethods()) {
            if (!body.getName().equals("doCall") || body.isSynthetic()) {
                continue;
            }
            int expected = body.getParameterCount();
            @Nullable Object[] passed = values;
            if (expected == 1 && values.length == 0) {
                passed = new @Nullable Object[] {null};
            } else if (expected > 1
                    && values.length == 1
                    && values[0] instanceof java.util.List<?> list) {
                passed = list.toArray();
            }
            if (expected == passed.length) {
                body.setAccessible(true);
                try {
                    return body.invoke(closure, passed);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            }
        }
        throw new IllegalArgumentException(
                "a closure takes another number of values than " + values.length);
    }

    private static final class Handle extends MetaClassRegistry.MetaClassCreationHandle {
        @Override
        @SuppressWarnings("rawtypes") // as the overridden method declares it
        protected MetaClass createNormalMetaClass(Class theClass, MetaClassRegistry registry) {
            return theClass.getClassLoader() instanceof ScriptLoader
                    ? METACLASS
                    : super.createNormalMetaClass(theClass, registry);
        }
    }
}
