package dev.jbuild.engine;

import dev.jbuild.buildkit.BuildkitException;
import dev.jbuild.buildkit.Container;
import dev.jbuild.buildkit.Gateway;
import dev.jbuild.buildkit.llb.Platform;
import dev.jbuild.cache.file.Tree;
import dev.jbuild.cache.room.Room;
import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.lower.Lowered;
import dev.jbuild.engine.output.FilesOutput;
import dev.jbuild.engine.output.ScratchFolder;
import dev.jbuild.engine.plan.ArtifactPath;
import dev.jbuild.engine.plan.Output;
import dev.jbuild.engine.plan.Plan;
import dev.jbuild.engine.plan.PlanNode;
import dev.jbuild.engine.run.FailedStep;
import dev.jbuild.engine.run.Sandbox;
import dev.jbuild.model.RecipeId;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Saves the artifacts that are always delivered from targets whose step failed: a builder gives
 * files out of trees that were made, and this one never was. But it opens the sandbox of the step
 * once more, in which {@code tar} packs them.
 */
final class Rescue {
    /**
     * Packs, in a folder, what matches one of two patterns in the eyes of {@code find}, for which
     * {@code *} goes beyond slashes: at least what is wanted.
     */
    private static final String PACK_MATCHES =
            """
            cd "$0" && find . -xdev \\( -type f -o -type l \\) \\( -path "$1" -o -path "$2" \\) \
            | tar -c -f - -T -
            """;

    /** What is one character of a name: dialects differ in what is in brackets. */
    private static final Pattern ONE_CHARACTER = Pattern.compile("\\\\.|\\[(\\\\.|[^\\]\\\\])*\\]");

    private final Plan plan;
    private final FilesOutput files;
    private final Consumer<BuildEvent> events;
    private final Map<Output.Files, Tree> saved = new ConcurrentHashMap<>();

    /** Nodes with a step that could be looked into. */
    private final Set<RecipeId> open = ConcurrentHashMap.newKeySet();

    Rescue(Plan plan, FilesOutput files, Consumer<BuildEvent> events) {
        this.plan = plan;
        this.files = files;
        this.events = events;
    }

    /** What was saved of an output. */
    Optional<Tree> saved(Output.Files output) {
        return Optional.ofNullable(saved.get(output));
    }

    /** Tells of an output that is lost because its node failed in a way that leaves nothing. */
    void tellLost(Output.Files output) {
        if (!open.contains(output.node())) {
            lose(output, "of a step that was stopped, or never began, nothing is left");
        }
    }

    /** Saves what there is of a node, as long as the build is there that it failed in. */
    void save(PlanNode node, FailedStep step, Lowered lowered, Gateway gateway)
            throws InterruptedException {
        open.add(node.id());
        List<Output.Files> wanted = wanted(node);
        if (wanted.isEmpty() || !(lowered.tree() instanceof dev.jbuild.buildkit.llb.Output made)) {
            return;
        }
        Platform platform = Platform.parse(node.recipe().runsOn().toString());
        try {
            Optional<Sandbox> sandbox = Sandbox.of(step, made, platform, gateway);
            if (sandbox.isEmpty()) {
                return;
            }
            if (!sandbox.get().left()) {
                wanted.forEach(
                        output ->
                                lose(
                                        output,
                                        "this engine does not keep what a failed step has"
                                                + " written; Docker 23 and newer do"));
                return;
            }
            save(wanted, lowered, sandbox.get(), gateway);
        } catch (BuildkitException | IOException e) {
            wanted.forEach(output -> lose(output, String.valueOf(e.getMessage())));
        }
    }

    private List<Output.Files> wanted(PlanNode node) {
        return plan.outputs().stream()
                .filter(Output.Files.class::isInstance)
                .map(Output.Files.class::cast)
                .filter(output -> output.always() && output.node().equals(node.id()))
                .toList();
    }

    private void save(List<Output.Files> wanted, Lowered lowered, Sandbox sandbox, Gateway gateway)
            throws BuildkitException, InterruptedException, IOException {
        try (ScratchFolder staging = files.staging()) {
            for (Output.Files output : wanted) {
                try (Container container = sandbox.openRoot(gateway)) {
                    save(output, FilesOutput.artifact(output, lowered), container, staging.path());
                }
            }
        }
    }

    private void save(Output.Files output, ArtifactPath artifact, Container container, Path staging)
            throws BuildkitException, InterruptedException, IOException {
        Path archive = Files.createTempFile(staging, "packed-", ".tar");
        ByteArrayOutputStream complaints = new ByteArrayOutputStream();
        try (OutputStream out = Room.file(archive)) {
            // A code other than 0 says also that a file has vanished meanwhile, which is no matter.
            container.start(packing(artifact), out, complaints).await();
        }
        String name = artifact.pattern().isEmpty() ? artifact.name() : "";
        Optional<Tree> tree = files.save(archive, name, artifact.pattern());
        if (tree.isPresent()) {
            saved.put(output, tree.get());
        } else {
            lose(output, why(complaints.toString(StandardCharsets.UTF_8)));
        }
    }

    private static List<String> packing(ArtifactPath artifact) {
        if (artifact.pattern().isPresent()) {
            String all = "./" + loosely(artifact.pattern().get());
            return List.of("sh", "-c", PACK_MATCHES, artifact.place(), all, all + "/*");
        }
        String name = artifact.name();
        String place = artifact.place();
        String folder = place.substring(0, place.length() - name.length());
        return List.of("tar", "-c", "-f", "-", "-C", folder, "--", name.isEmpty() ? "." : name);
    }

    /** A pattern for {@code find}, which matches at least the same. */
    private static String loosely(String pattern) {
        return ONE_CHARACTER.matcher(pattern).replaceAll("?").replace("**/", "*");
    }

    private static String why(String complaints) {
        return complaints.contains("executable file not found")
                ? "there is no `tar` in the image that could pack it"
                : complaints.lines().findFirst().orElse("it was not made");
    }

    private void lose(Output.Files output, String why) {
        events.accept(
                new BuildEvent.Notice("`" + output.destination() + "` is not delivered: " + why));
    }
}
