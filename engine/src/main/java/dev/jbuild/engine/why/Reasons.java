package dev.jbuild.engine.why;

import dev.jbuild.cache.MissReason;
import dev.jbuild.cache.file.Tree;
import dev.jbuild.engine.why.Reason.Kind;
import dev.jbuild.model.Digest;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/** Finds out why a node has no result. */
public final class Reasons {
    private static final int SHORT = 12;

    private final Memories memories;
    private final Map<Digest, Tree> trees;
    private final Given given;
    private final Map<String, String> environment;

    /**
     * @param trees the files that steps copy now, by their digests
     * @param given what the build files were given now
     * @param environment where the values of variables are
     */
    public Reasons(
            Memories memories,
            Map<Digest, Tree> trees,
            Given given,
            Map<String, String> environment) {
        this.memories = memories;
        this.trees = trees;
        this.given = given;
        this.environment = environment;
    }

    /**
     * Why a node is to be built. At least one reason.
     *
     * @param before what is kept of it
     * @param miss what the cache says of its key
     */
    public List<Reason> of(Optional<Memory> before, Ingredients now, MissReason miss)
            throws IOException {
        if (before.isEmpty()) {
            return List.of(new Reason(Kind.NEVER_BUILT, "it has never been built here"));
        }
        Ingredients last = before.get().last();
        if (last.key().equals(now.key())) {
            return List.of(evicted(miss));
        }
        Set<Reason> reasons = new LinkedHashSet<>();
        if (!last.runsOn().equals(now.runsOn())) {
            reasons.add(step("its steps run on " + now.runsOn() + ", not on " + last.runsOn()));
        }
        for (StepChanges.Change change : StepChanges.between(last.parts(), now.parts())) {
            reasons.addAll(of(change, before.get().given()));
        }
        if (reasons.isEmpty()) {
            boolean always =
                    now.parts().stream()
                            .flatMap(part -> part.inputs().stream())
                            .anyMatch(input -> input.kind() == Input.Kind.BUILD);
            reasons.add(
                    always
                            ? new Reason(
                                    Kind.EVERY_BUILD, "it has a step that is due in every build")
                            : new Reason(Kind.PROGRAM, "this jbuild takes steps in another way"));
        }
        return List.copyOf(reasons);
    }

    private static Reason evicted(MissReason miss) {
        return new Reason(
                Kind.EVICTED,
                switch (miss) {
                    case MissReason.Unknown() -> "its result is not in the cache any more";
                    case MissReason.Damaged(String problem) ->
                            "the record of its result was damaged: " + problem;
                    case MissReason.BlobGone(Digest blob) ->
                            "a part of its result is not in the cache any more: " + shortened(blob);
                });
    }

    private List<Reason> of(StepChanges.Change change, Given before) throws IOException {
        if (change.before().isEmpty() || change.now().isEmpty()) {
            Part part = change.now().or(change::before).orElseThrow();
            String what = change.now().isPresent() ? " is new" : " is gone";
            return written(change, before, quoted(part) + what);
        }
        Part old = change.before().get();
        Part now = change.now().get();
        List<Reason> reasons = new ArrayList<>();
        boolean speaksForItself = false;
        for (int i = 0; i < Math.min(old.inputs().size(), now.inputs().size()); i++) {
            Input was = old.inputs().get(i);
            Input is = now.inputs().get(i);
            if (!was.equals(is)) {
                reasons.addAll(of(was, is));
                // The text of a Dockerfile is in the shape of the step.
                speaksForItself |= is.kind() == Input.Kind.DOCKERFILE;
            }
        }
        boolean isAnother =
                !old.shape().equals(now.shape()) || old.inputs().size() != now.inputs().size();
        if (isAnother && !speaksForItself) {
            reasons.addAll(written(change, before, changed(old, now)));
        } else if (old.isSame(now)) {
            reasons.add(step("its steps are in another order, from " + now.place() + " on"));
        }
        return reasons;
    }

    private static String changed(Part old, Part now) {
        return old.text().equals(now.text())
                ? quoted(now) + " is another, though it begins alike"
                : quoted(now) + " was `" + old.text() + "`";
    }

    private List<Reason> of(Input was, Input is) throws IOException {
        return switch (is.kind()) {
            case FILES -> files(was, is);
            case NODE ->
                    List.of(
                            new Reason(
                                    Kind.UPSTREAM,
                                    was.name().equals(is.name())
                                            ? "`" + is.name() + "`, which it uses, has changed"
                                            : "it uses `"
                                                    + is.name()
                                                    + "`, not `"
                                                    + was.name()
                                                    + "`"));
            case COMMIT -> List.of(pinned(was, is, "which commit it is"));
            case DOWNLOAD -> List.of(pinned(was, is, "what it is"));
            case LOCKED_IMAGE, LOCAL_IMAGE, UNKNOWN_IMAGE -> List.of(image(was, is));
            case DOCKERFILE ->
                    List.of(new Reason(Kind.FILE, "`" + is.name() + "` has another content"));
            case BUILD -> List.of();
        };
    }

    private List<Reason> files(Input was, Input is) throws IOException {
        Optional<Tree> before =
                was.kind() == Input.Kind.FILES ? memories.tree(was.value()) : Optional.empty();
        if (before.isEmpty()) {
            return List.of(new Reason(Kind.FILE, "the files that it copies have changed"));
        }
        Tree now = Objects.requireNonNull(trees.get(new Digest(is.value())));
        return TreeChanges.between(before.get(), now, is.name());
    }

    private static Reason pinned(Input was, Input is, String what) {
        if (!was.name().equals(is.name())) {
            return new Reason(Kind.STEP, "it takes `" + is.name() + "`, not `" + was.name() + "`");
        }
        String now =
                is.value().isEmpty()
                        ? "`jbuild.lock` does not say any more " + what
                        : "`jbuild.lock` says it is " + start(is.value());
        return new Reason(
                Kind.LOCK_ENTRY, "`" + is.name() + "`: " + now + ", it was " + start(was.value()));
    }

    private static String start(String commit) {
        return commit.substring(0, Math.min(SHORT, commit.length()));
    }

    private static Reason image(Input was, Input is) {
        if (!was.name().equals(is.name())) {
            return new Reason(
                    Kind.BASE_IMAGE, "image `" + is.name() + "`, not `" + was.name() + "`");
        }
        String text =
                switch (is.kind()) {
                    case UNKNOWN_IMAGE -> "`jbuild.lock` does not say any more what it is";
                    case LOCAL_IMAGE -> "the engine has another one by this name";
                    default ->
                            "`jbuild.lock` says it is "
                                    + shortened(new Digest(is.value()))
                                    + ", it was "
                                    + shortened(new Digest(was.value()));
                };
        return new Reason(Kind.LOCK_ENTRY, "image `" + is.name() + "`: " + text);
    }

    /**
     * A step is written in another way: what of that which the build files were given can be the
     * cause, else the build file itself.
     */
    private List<Reason> written(StepChanges.Change change, Given before, String text) {
        String old = change.before().map(Part::text).orElse("");
        String now = change.now().map(Part::text).orElse("");
        Causes causes = new Causes(text, old, now);
        causes.arguments(before.arguments());
        causes.variables(before.variables());
        causes.files(before.files());
        if (!causes.certain.isEmpty()) {
            return causes.certain;
        }
        return causes.possible.isEmpty() || causes.buildFile
                ? List.of(step(text))
                : causes.possible;
    }

    /** What has changed of that which the build files are given. */
    private final class Causes {
        private final String what;
        private final String old;
        private final String now;

        /** Those whose values are in the step. */
        private final List<Reason> certain = new ArrayList<>();

        private final List<Reason> possible = new ArrayList<>();
        private boolean buildFile;

        Causes(String what, String old, String now) {
            this.what = what;
            this.old = old;
            this.now = now;
        }

        private void arguments(SortedMap<String, String> before) {
            for (String name : differing(before, given.arguments())) {
                Optional<String> was = Optional.ofNullable(before.get(name));
                Optional<String> is = Optional.ofNullable(given.arguments().get(name));
                String text =
                        "argument `"
                                + name
                                + "` "
                                + is.map(v -> "is `" + v + "`").orElse("is not given")
                                + ", "
                                + was.map(v -> "was `" + v + "`").orElse("was not given");
                boolean shows =
                        is.filter(v -> now.contains(v) && !old.contains(v)).isPresent()
                                || was.filter(v -> old.contains(v) && !now.contains(v)).isPresent();
                add(Kind.ARGUMENT, text, shows);
            }
        }

        /** Their values are nobody's business. */
        private void variables(SortedMap<String, String> before) {
            for (String name : differing(before, given.variables())) {
                String value = environment.getOrDefault(name, "");
                boolean shows = !value.isEmpty() && now.contains(value) && !old.contains(value);
                String change = change(before.get(name), given.variables().get(name), "value");
                add(Kind.VARIABLE, "variable `" + name + "` " + change, shows);
            }
        }

        private void files(SortedMap<String, String> before) {
            for (String name : differing(before, given.files())) {
                if (name.endsWith(".groovy")) {
                    buildFile = true;
                } else {
                    String change = change(before.get(name), given.files().get(name), "content");
                    add(
                            Kind.READ_FILE,
                            "`" + name + "`, which the build file reads, " + change,
                            false);
                }
            }
        }

        private void add(Kind kind, String text, boolean shows) {
            Reason reason = new Reason(kind, text + ": " + what);
            possible.add(reason);
            if (shows) {
                certain.add(reason);
            }
        }
    }

    private static String change(@Nullable String before, @Nullable String now, String what) {
        if (now == null) {
            return "is not read any more";
        }
        if (before == null) {
            return "is read now";
        }
        if (now.equals(Given.NONE)) {
            return "is gone";
        }
        return before.equals(Given.NONE) ? "is new" : "has another " + what;
    }

    private static Set<String> differing(
            SortedMap<String, String> before, SortedMap<String, String> now) {
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(now.keySet());
        names.removeIf(name -> Objects.equals(before.get(name), now.get(name)));
        return names;
    }

    private static Reason step(String text) {
        return new Reason(Kind.STEP, text);
    }

    private static String quoted(Part part) {
        return "`" + part.text() + "` (" + part.place() + ")";
    }

    private static String shortened(Digest digest) {
        return digest.hex().substring(0, SHORT);
    }
}
