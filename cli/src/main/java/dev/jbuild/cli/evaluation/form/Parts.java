package dev.jbuild.cli.evaluation.form;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

/** A record: its components, in the order in which they are declared. */
final class Parts implements Form {
    private final Constructor<?> constructor;
    private final List<Part> parts = new ArrayList<>();
    private final Forms forms;

    private record Part(Type type, Method accessor) {}

    Parts(Class<?> type, Forms forms) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            parts.add(new Part(components[i].getGenericType(), components[i].getAccessor()));
        }
        this.forms = forms;
        try {
            this.constructor = type.getDeclaredConstructor(types);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every record has one", e);
        }
        // Records of other rooms need not be public.
        constructor.setAccessible(true);
        parts.forEach(part -> part.accessor().setAccessible(true));
    }

    @Override
    public void write(Object value, Output out) {
        for (Part part : parts) {
            forms.of(part.type()).write(read(part.accessor(), value), out);
        }
    }

    @Override
    public Object read(Input in) {
        Object[] values = new Object[parts.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = forms.of(parts.get(i).type()).read(in);
        }
        try {
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + constructor.getName(), e);
        }
    }

    private static Object read(Method accessor, Object value) {
        try {
            return accessor.invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot ask for " + accessor, e);
        }
    }
}
