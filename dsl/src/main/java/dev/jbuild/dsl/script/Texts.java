package dev.jbuild.dsl.script;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The values of words that take any number of them, as one list. */
final class Texts {
    private Texts() {}

    static @Nullable List<@Nullable String> listed(@Nullable String @Nullable [] values) {
        return values == null ? null : Arrays.asList(values);
    }

    static List<@Nullable String> listed(
            @Nullable String first, @Nullable String @Nullable [] more) {
        List<@Nullable String> all = new ArrayList<>();
        all.add(first);
        all.addAll(more == null ? List.of() : Arrays.asList(more));
        return all;
    }

    /** Lists among the values count as their elements. */
    static List<?> flat(@Nullable Object @Nullable [] values) {
        List<@Nullable Object> flat = new ArrayList<>();
        for (Object value : values == null ? new Object[0] : values) {
            if (value instanceof List<?> list) {
                flat.addAll(list);
            } else {
                flat.add(value);
            }
        }
        return flat;
    }
}
