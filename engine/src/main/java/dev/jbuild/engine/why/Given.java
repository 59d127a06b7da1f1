package dev.jbuild.engine.why;

import dev.jbuild.engine.secret.Mask;
import dev.jbuild.model.Checkout;
import dev.jbuild.model.Digest;
import dev.jbuild.model.Evaluation;
import dev.jbuild.model.GitRef;
import dev.jbuild.model.Reading;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the build files were given, from which their steps follow.
 *
 * @param arguments those of the command line, by name
 * @param variables digests of the values of those of the environment that were read; none for one
 *     that is not set
 * @param files digests of those that were read, build files included, by path from the root; none
 *     for one that is not there
 */
public record Given(
        SortedMap<String, String> arguments,
        SortedMap<String, String> variables,
        SortedMap<String, String> files) {
    /** In place of the digest of what is not there. */
    static final String NONE = "none";

    public Given {
        arguments = Collections.unmodifiableSortedMap(new TreeMap<>(arguments));
        variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /**
     * What an evaluation was given.
     *
     * @param mask takes the values of secrets out of arguments
     */
    public static Given of(
            Map<String, String> arguments, Evaluation evaluation, Path root, Mask mask) {
        SortedMap<String, String> masked = new TreeMap<>();
        arguments.forEach((name, value) -> masked.put(name, mask.apply(value)));
        SortedMap<String, String> variables = new TreeMap<>();
        SortedMap<String, String> files = new TreeMap<>();
        for (Reading reading : evaluation.readings()) {
            switch (reading) {
                case Reading.Variable(String name, var value) ->
                        variables.put(name, value.map(Given::digest).orElse(NONE));
                case Reading.File(Path path, var content) ->
                        files.put(
                                name(path, root, evaluation),
                                content.map(Digest::hex).orElse(NONE));
                // They tell which files there are, or nothing.
                case Reading.Folder _, Reading.Untold _ -> {}
            }
        }
        return new Given(masked, variables, files);
    }

    private static String name(Path path, Path root, Evaluation evaluation) {
        for (Map.Entry<GitRef, Checkout> elsewhere : evaluation.checkouts().entrySet()) {
            Path there = elsewhere.getValue().root();
            if (path.startsWith(there)) {
                return elsewhere.getKey() + "/" + there.relativize(path);
            }
        }
        return (path.startsWith(root) ? root.relativize(path) : path).toString();
    }

    private static String digest(String value) {
        return Digest.of(value.getBytes(StandardCharsets.UTF_8)).hex();
    }
}
