package dev.jbuild.model;

import java.util.List;

/**
 * An evaluated project.
 *
 * @param readings what that rests on beside the request
 */
public record Evaluation(Project project, List<Reading> readings) {
    public Evaluation {
        readings = List.copyOf(readings);
    }
}
