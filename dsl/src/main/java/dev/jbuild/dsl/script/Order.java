package dev.jbuild.dsl.script;

import dev.jbuild.dsl.diagnose.RuntimeErrors;

import groovy.lang.Closure;
import groovy.lang.GroovyRuntimeException;

import org.codehaus.groovy.runtime.typehandling.DefaultTypeTransformation;
import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.function.Function;

/**
 * The order of values as Groovy has it: null first, numbers by value whatever their types. Values
 * that cannot be compared have none; Groovy would take their hash codes.
 */
@FunctionalInterface
interface Order<T extends @Nullable Object> extends Comparator<T> {
    static <T extends @Nullable Object> Order<T> natural() {
        return Order::compared;
    }

    /** By what is found for each value. */
    static <T extends @Nullable Object> Order<T> of(Function<T, ?> found) {
        return (one, other) -> compared(found.apply(one), found.apply(other));
    }

    /** By what a block finds for each value, or says of two. */
    static <T extends @Nullable Object> Order<T> by(Closure<?> block) {
        return block.getMaximumNumberOfParameters() == 1
                ? of(block::call)
                : (one, other) -> DefaultTypeTransformation.intUnbox(block.call(one, other));
    }

    private static int compared(@Nullable Object one, @Nullable Object other) {
        try {
            return DefaultTypeTransformation.compareTo(one, other);
        } catch (ClassCastException | GroovyRuntimeException | IllegalArgumentException e) {
            throw new IllegalArgumentException(RuntimeErrors.NO_ORDER, e);
        }
    }
}
