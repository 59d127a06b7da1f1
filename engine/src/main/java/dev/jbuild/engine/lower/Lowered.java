package dev.jbuild.engine.lower;

import dev.jbuild.buildkit.llb.OpDigest;
import dev.jbuild.buildkit.llb.Output;
import dev.jbuild.buildkit.llb.Tree;
import dev.jbuild.model.ImageOptions;
import dev.jbuild.model.Step;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A recipe in BuildKit's terms.
 *
 * @param tree its file system after the last step
 * @param config its image configuration after the last step
 * @param shell what scripts are given to, where the recipe or what it starts from says
 * @param annotations of its image
 * @param times what its files say
 * @param artifacts for each artifact as declared, its absolute path in {@code tree}; in that order,
 *     since a reference means the first that it fits
 * @param steps the step behind each operation of its own
 * @param uploads the files of the project that its operations receive
 * @param limits how long an operation may take, for those that have a limit
 * @param services what is beside an operation, for those that have services
 * @param scans that its image is to have
 * @param onPush the tree after the runs that are for builds that push; none without such runs
 */
public record Lowered(
        Tree tree,
        ImageConfig config,
        Optional<List<String>> shell,
        SortedMap<String, String> annotations,
        Times times,
        SequencedMap<String, String> artifacts,
        Map<OpDigest, StepId> steps,
        Map<Upload, Step.Copy> uploads,
        Map<OpDigest, Duration> limits,
        Map<OpDigest, ServiceUse> services,
        Map<ImageOptions.Scanner, Scan> scans,
        Optional<Output> onPush) {
    public Lowered {
        annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
        artifacts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(artifacts));
        steps = Map.copyOf(steps);
        uploads = Map.copyOf(uploads);
        limits = Map.copyOf(limits);
        services = Map.copyOf(services);
        scans = Map.copyOf(scans);
    }

    /** The same after the runs that are for builds that push. */
    public Lowered pushed() {
        return onPush.map(
                        after ->
                                new Lowered(
                                        after,
                                        config,
                                        shell,
                                        annotations,
                                        times,
                                        artifacts,
                                        steps,
                                        uploads,
                                        limits,
                                        services,
                                        scans,
                                        onPush))
                .orElse(this);
    }

    /** The absolute path of an artifact that the recipe declares. */
    public String artifact(String declared) {
        String path = artifacts.get(declared);
        if (path == null) {
            throw new IllegalArgumentException("not declared: " + declared);
        }
        return path;
    }

    /**
     * The absolute path of what a reference names: an artifact as declared, or something below one.
     *
     * @param reference path without a leading slash, as behind the name of the target
     */
    public String path(String reference) {
        String declared = declared(artifacts.keySet(), reference);
        String name = name(declared);
        return Paths.resolve(
                artifact(declared),
                name.isEmpty() ? reference : "./" + reference.substring(name.length()));
    }

    /**
     * The artifact that a reference names something of, as declared.
     *
     * @param artifacts all of them, in the order of their declaration
     */
    public static String declared(Collection<String> artifacts, String reference) {
        for (String declared : artifacts) {
            String name = name(declared);
            if (name.isEmpty() || reference.equals(name) || reference.startsWith(name + "/")) {
                return declared;
            }
        }
        throw new IllegalArgumentException("not an artifact: " + reference);
    }

    private static String name(String declared) {
        return Paths.resolve("", declared).substring(1);
    }
}
