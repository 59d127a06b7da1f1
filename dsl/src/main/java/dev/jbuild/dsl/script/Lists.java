package dev.jbuild.dsl.script;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The values of a parameter that takes any number of them. The compiled file calls this. */
public final class Lists {
    private Lists() {}

    /** A list of the values; that of one null, where null was passed for all of them. */
    public static <T extends @Nullable Object> List<T> of(T @Nullable [] values) {
        List<T> list = new ArrayList<>();
        if (values == null) {
            list.add(null);
        } else {
            list.addAll(Arrays.asList(values));
        }
        return list;
    }
}
