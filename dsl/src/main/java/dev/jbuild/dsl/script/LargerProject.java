package dev.jbuild.dsl.script;

import dev.jbuild.model.TargetRef;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The project that there is when jbuild begins further up, which holds what is outside of this one.
 */
public final class LargerProject {
    private final Path root;

    /**
     * @param root of the project that is too small
     */
    public LargerProject(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /** The nearest folder above that has a build file. */
    public Optional<Path> above() {
        return Stream.iterate(root.getParent(), folder -> folder != null, Path::getParent)
                .filter(LargerProject::hasBuildFile)
                .findFirst();
    }

    /** How to build a goal that is outside; empty when no build file is there. */
    public Optional<String> cure(String goal) {
        return outside(root, goal)
                .map(there -> cure(top(there), there, goal.substring(goal.indexOf('+'))));
    }

    /**
     * How to build targets of a file that refers to something outside; empty when no build file is
     * there.
     */
    public static Optional<String> cure(BuildFile file, String reference) {
        if (file.folder().isElsewhere()) {
            return Optional.empty();
        }
        LargerProject larger = new LargerProject(file.root());
        Path here = larger.root.resolve(file.folder().path());
        return larger.outside(here, reference).map(there -> cure(larger.top(there), here, "+name"));
    }

    /** The folder that a reference means, when it is outside and has a build file. */
    private Optional<Path> outside(Path from, String reference) {
        int plus = reference.indexOf('+');
        try {
            return plus < 0 || !TargetRef.isName(reference.substring(plus + 1))
                    ? Optional.empty()
                    : Optional.of(from.resolve(reference.substring(0, plus)).normalize())
                            .filter(folder -> !folder.startsWith(root))
                            .filter(LargerProject::hasBuildFile);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** The nearest folder that holds this project and another folder. */
    private Path top(Path folder) {
        return Stream.iterate(root, top -> top != null, Path::getParent)
                .filter(folder::startsWith)
                .findFirst()
                .orElseThrow();
    }

    private static String cure(Path top, Path folder, String name) {
        String below = top.relativize(folder).toString();
        return "the project has to begin further up: `jbuild -C %s %s%s`"
                .formatted(top, below.isEmpty() ? "" : "./" + below, name);
    }

    private static boolean hasBuildFile(Path folder) {
        return Files.isRegularFile(folder.resolve(BuildFile.NAME));
    }
}
