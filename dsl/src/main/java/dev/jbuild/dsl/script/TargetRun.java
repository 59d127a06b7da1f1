package dev.jbuild.dsl.script;

import dev.jbuild.model.ArgumentInfo;
import dev.jbuild.model.Platform;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.Step;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A target while it is being evaluated. */
final class TargetRun {
    /** Of more steps nobody asks how they came about; and a loop without end has to end soon. */
    private static final int FOLLOWED = 10_000;

    private final String name;
    private final Platform platform;
    private final SortedMap<String, String> passed;
    private final List<Step> steps = new ArrayList<>();
    private final SortedMap<Integer, List<SourceSpan>> callers = new TreeMap<>();
    private final List<Reference> references = new ArrayList<>();
    private final SequencedMap<String, ArgumentInfo> arguments = new LinkedHashMap<>();
    private final Companions companions = new Companions();
    private final Set<Platform> chosen = new LinkedHashSet<>();
    private Platform runsOn;
    private String doc = "";
    private boolean fileSystem;

    TargetRun(String name, Platform platform, SortedMap<String, String> passed) {
        this.name = name;
        this.platform = platform;
        this.passed = passed;
        this.runsOn = platform;
    }

    String name() {
        return name;
    }

    Platform platform() {
        return platform;
    }

    /** What the caller passed to the target. */
    SortedMap<String, String> passed() {
        return passed;
    }

    /** The arguments that the target declares, by name. */
    SequencedMap<String, ArgumentInfo> arguments() {
        return arguments;
    }

    void runsOn(Platform other) {
        runsOn = other;
    }

    /** Takes note of a platform that the target names. */
    void choose(Platform named) {
        chosen.add(named);
    }

    void doc(String text) {
        doc = text;
    }

    String doc() {
        return doc;
    }

    void reference(Reference reference) {
        references.add(reference);
    }

    void from(Call call, Step.From step) {
        if (fileSystem) {
            throw call.mistake(
                    "second-from",
                    "the target has a `from` already",
                    "a target starts from one base; copy files of others with `copy"
                            + " '+target/path'`");
        }
        fileSystem = true;
        anywhere(call, step);
    }

    /** Adds a step that changes, uses or delivers the target's file system. */
    void inFileSystem(Call call, String word, Step step) {
        if (!fileSystem) {
            throw call.mistake(
                    "missing-from",
                    "`" + word + "` needs a file system, and the target has no `from` before it",
                    "begin the target with `from 'image'`, `from '+target'` or `from 'scratch'`");
        }
        anywhere(call, step);
    }

    /** What every run that follows finds. */
    Companions companions() {
        return companions;
    }

    /** The services that the target has so far. */
    List<Step.Service> services() {
        return steps.stream()
                .filter(Step.Service.class::isInstance)
                .map(Step.Service.class::cast)
                .toList();
    }

    /** Makes sure that a relative path, by which an artifact is known, leads to one place. */
    void requireOneFolder(Call call, String artifact) {
        List<String> folder = new ArrayList<>();
        Optional<List<String>> other = Optional.empty();
        for (Step step : steps) {
            switch (step) {
                case Step.Workdir(String path, var _) -> {
                    if (path.startsWith("/")) {
                        folder.clear();
                    }
                    folder.add(path);
                }
                case Step.Artifact before when before.path().equals(artifact) ->
                        other = Optional.of(List.copyOf(folder));
                default -> {}
            }
        }
        if (!artifact.startsWith("/") && other.isPresent() && !other.get().equals(folder)) {
            throw call.mistakeAt(
                    artifact,
                    "two-artifacts",
                    "`" + artifact + "` is an artifact already, in another `workdir`",
                    "give one of them with its whole path, as in `artifact '/app/dist'`");
        }
    }

    void anywhere(Call call, Step step) {
        call.run().surroundings().meter().made();
        if (steps.size() < FOLLOWED) {
            List<SourceSpan> led = call.callers();
            if (!led.isEmpty()) {
                callers.put(steps.size(), led);
            }
        }
        steps.add(step);
    }

    EvaluatedTarget result() {
        return new EvaluatedTarget(
                platform, runsOn, doc, List.copyOf(chosen), steps, callers, references, arguments);
    }

    /** Leaves an evaluation whose platform turned out to be another one. */
    static final class OtherPlatform extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial") // never serialised
        private final Platform platform;

        OtherPlatform(Platform platform) {
            super(null, null, false, false);
            this.platform = platform;
        }

        Platform platform() {
            return platform;
        }
    }
}
