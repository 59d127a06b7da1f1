package dev.jbuild.engine.doctor;

import dev.jbuild.engine.solve.Builders;
import dev.jbuild.model.ImageName;

import java.nio.file.Path;
import java.util.List;

/**
 * What is examined beside the machine: a project and how it is built.
 *
 * @param root folder of the project, which may have a lock
 * @param builders who runs steps
 * @param bases the images that its build file names, as far as that is known
 * @param pushed the images that it pushes, likewise
 * @param offline whether nothing in the network is asked
 */
public record Patient(
        Path root,
        Builders builders,
        List<ImageName> bases,
        List<ImageName> pushed,
        boolean offline) {
    public Patient {
        bases = List.copyOf(bases);
        pushed = List.copyOf(pushed);
    }
}
