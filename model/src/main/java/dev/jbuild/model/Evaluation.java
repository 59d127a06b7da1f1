package dev.jbuild.model;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An evaluated project.
 *
 * @param readings what that rests on beside the request
 * @param checkouts the other repositories that its build files are in
 */
public record Evaluation(
        Project project, List<Reading> readings, SortedMap<GitRef, Checkout> checkouts) {
    public Evaluation {
        readings = List.copyOf(readings);
        checkouts = Collections.unmodifiableSortedMap(new TreeMap<>(checkouts));
    }

    /** A project that refers to no other repository. */
    public Evaluation(Project project, List<Reading> readings) {
        this(project, readings, new TreeMap<>());
    }
}
