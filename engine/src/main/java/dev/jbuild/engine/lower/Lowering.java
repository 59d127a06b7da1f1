package dev.jbuild.engine.lower;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

import dev.jbuild.buildkit.llb.Definition;
import dev.jbuild.buildkit.llb.FileAction;
import dev.jbuild.buildkit.llb.FileOp;
import dev.jbuild.buildkit.llb.ImageSource;
import dev.jbuild.buildkit.llb.LocalSource;
import dev.jbuild.buildkit.llb.Op;
import dev.jbuild.buildkit.llb.OpDigest;
import dev.jbuild.buildkit.llb.Output;
import dev.jbuild.buildkit.llb.Owner;
import dev.jbuild.buildkit.llb.Platform;
import dev.jbuild.buildkit.llb.Remarks;
import dev.jbuild.buildkit.llb.SourceOp;
import dev.jbuild.buildkit.llb.Tree;
import dev.jbuild.buildkit.llb.Vertex;
import dev.jbuild.model.ImageOptions;
import dev.jbuild.model.Recipe;
import dev.jbuild.model.RunOptions;
import dev.jbuild.model.Step;
import dev.jbuild.model.failure.UserMistake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/** Lowers one recipe, step by step. Used once. */
public final class Lowering {
    /** The first failing command ends a script. */
    private static final List<String> DEFAULT_SHELL = List.of("/bin/sh", "-ec");

    private final Recipe recipe;
    private final Facts facts;
    private final Ambient ambient;
    private final Platform platform;

    private final List<Step.Cache> caches = new ArrayList<>();
    private final SequencedMap<String, String> artifacts = new LinkedHashMap<>();
    private final Map<OpDigest, StepId> steps = new HashMap<>();
    private final Map<Upload, Step.Copy> uploads = new HashMap<>();
    private final Map<OpDigest, Duration> limits = new HashMap<>();
    private final List<ServiceUse.Service> services = new ArrayList<>();
    private final Map<OpDigest, ServiceUse> uses = new HashMap<>();
    private final Map<ImageOptions.Scanner, Scan> scans = new HashMap<>();
    private final List<Deferred> deferred = new ArrayList<>();
    private Tree tree = Tree.scratch();
    private ImageConfig config = ImageConfig.EMPTY;
    private Optional<List<String>> shell = Optional.empty();
    private final SortedMap<String, String> annotations = new TreeMap<>();
    private Times times = Times.FIXED;
    private boolean cmdIsOwn;
    private int index;

    private Lowering(Recipe recipe, Facts facts, Ambient ambient) {
        this.recipe = recipe;
        this.facts = facts;
        this.ambient = ambient;
        this.platform = Platform.parse(recipe.runsOn().toString());
    }

    /**
     * Lowers {@code recipe}, with {@code ambient} around each of its runs.
     *
     * @throws UserMistake when a step cannot be done as it is written
     */
    public static Lowered lower(Recipe recipe, Facts facts, Ambient ambient) throws UserMistake {
        Lowering lowering = new Lowering(recipe, facts, ambient);
        for (Step step : recipe.steps()) {
            Tree before = lowering.tree;
            lowering.apply(step);
            lowering.remember(step, before);
            lowering.index++;
        }
        Tree result = lowering.tree;
        ImageConfig config = lowering.config;
        return lowering.lowered(result, config, lowering.deferred());
    }

    private Lowered lowered(Tree result, ImageConfig made, Optional<Output> onPush) {
        return new Lowered(
                result,
                made,
                shell,
                annotations,
                times,
                artifacts,
                steps,
                uploads,
                limits,
                uses,
                scans,
                onPush);
    }

    /**
     * The recipe with one run more: with the settings, caches and services at its end, and all that
     * its last run may use. What it runs does not matter.
     */
    public static Lowered next(Recipe recipe, Facts facts, Ambient ambient) throws UserMistake {
        Lowering lowering = new Lowering(recipe, facts, ambient);
        RunOptions options = RunOptions.DEFAULT;
        for (Step step : recipe.steps()) {
            lowering.apply(step);
            lowering.index++;
            if (step instanceof Step.Run run) {
                options =
                        new RunOptions(
                                run.options().setting(),
                                run.options().access(),
                                RunOptions.DEFAULT.attempts(),
                                RunOptions.When.CHANGED);
            }
        }
        Step.Command nothing = new Step.Command.Argv(List.of("true"));
        Output next = RunLowering.lower(new Step.Run(nothing, options, recipe.span()), lowering);
        return lowering.lowered(next, lowering.config, Optional.empty());
    }

    /** A run that waits for all else, with the settings where it stands. */
    private record Deferred(
            Step.Run run,
            int index,
            ImageConfig config,
            List<Step.Cache> caches,
            List<ServiceUse.Service> services) {}

    private Optional<Output> deferred() throws UserMistake {
        Optional<Output> last = Optional.empty();
        for (Deferred next : deferred) {
            index = next.index();
            config = next.config();
            caches.clear();
            caches.addAll(next.caches());
            services.clear();
            services.addAll(next.services());
            Output output = RunLowering.lower(next.run(), this);
            tree = output;
            last = Optional.of(output);
        }
        return last;
    }

    /** Adds {@code step} to the history of the image, in which the base is from the start. */
    private void remember(Step step, Tree before) {
        switch (step) {
            case Step.Copy _, Step.Run _, Step.Workdir _ -> {
                if (!tree.equals(before)) {
                    config = config.withLayer(Descriptions.inHistory(step));
                }
            }
            case Step.User _,
                    Step.Env _,
                    Step.Expose _,
                    Step.Entrypoint _,
                    Step.Cmd _,
                    Step.Label _,
                    Step.Volume _,
                    Step.StopSignal _,
                    Step.Shell _,
                    Step.Healthcheck _ ->
                    config = config.withSetting(Descriptions.inHistory(step));
            case Step.From _,
                    Step.Cache _,
                    Step.Service _,
                    Step.Artifact _,
                    Step.Annotation _,
                    Step.Image _,
                    Step.Cdn _,
                    Step.DeployFile _,
                    Step.Build _,
                    Step.Needs _ -> {}
        }
    }

    private void apply(Step step) throws UserMistake {
        times = times.after(step);
        switch (step) {
            case Step.From from -> from(from);
            case Step.Workdir workdir -> workdir(workdir);
            case Step.User user -> config = config.withUser(user.user());
            case Step.Env env -> env(env);
            case Step.Copy copy -> tree = CopyLowering.lower(copy, this);
            case Step.Run run when run.options().when() == RunOptions.When.ON_PUSH ->
                    deferred.add(
                            new Deferred(
                                    run,
                                    index,
                                    config,
                                    List.copyOf(caches),
                                    List.copyOf(services)));
            case Step.Run run -> tree = RunLowering.lower(run, this);
            case Step.Cache cache -> caches.add(cache);
            case Step.Service service -> services.add(service(service));
            case Step.Artifact artifact ->
                    artifacts.put(
                            artifact.path(), Paths.resolve(config.workdir(), artifact.path()));
            case Step.Expose expose -> config = config.withPorts(expose.ports());
            case Step.Entrypoint entrypoint -> entrypoint(entrypoint);
            case Step.Cmd cmd -> {
                config = config.withCmd(cmd.argv());
                cmdIsOwn = true;
            }
            case Step.Label label -> config = config.withLabels(label.labels());
            case Step.Annotation annotation -> annotations.putAll(annotation.annotations());
            case Step.Volume volume -> config = config.withVolumes(volume.paths());
            case Step.StopSignal stop -> config = config.withStopSignal(stop.signal());
            case Step.Shell given -> {
                config = config.withShell(given.argv());
                shell = Optional.of(given.argv());
            }
            case Step.Healthcheck health -> config = config.withHealthcheck(health);
            case Step.Image image ->
                    image.options()
                            .scanner()
                            .ifPresent(scanner -> scans.put(scanner, scan(scanner)));
            case Step.Cdn _, Step.DeployFile _, Step.Build _, Step.Needs _ -> {}
        }
    }

    private void from(Step.From from) {
        switch (from.base()) {
            case Step.Base.Scratch() -> {}
            case Step.Base.Image(var name) -> {
                Facts.BaseImage image = facts.image(name, recipe.runsOn());
                tree = output(new ImageSource(image.reference(), platform), from);
                config = image.config().withWholeBase();
            }
            case Step.Base.Dockerfile file -> dockerfile(file);
            case Step.Base.Target(var id) -> {
                Lowered base = facts.recipe(id);
                tree = base.tree();
                config = base.config();
                shell = base.shell();
                times = base.times();
            }
        }
    }

    private void dockerfile(Step.Base.Dockerfile file) {
        Facts.DockerfileBase base = facts.dockerfile(file, recipe.runsOn());
        tree = base.tree();
        config = base.config();
        times = Times.AS_WRITTEN;
        if (tree instanceof Output output) {
            for (Vertex vertex : Definition.of(output).vertices()) {
                String name = vertex.remarks().name();
                steps.put(
                        vertex.digest(),
                        new StepId(recipe.id(), index, name.isEmpty() ? file.file() : name));
            }
        }
        upload(facts.files(file.context()), file.context());
    }

    private ServiceUse.Service service(Step.Service service) {
        return switch (service.base()) {
            case Step.Base.Image(var name) -> {
                Facts.BaseImage image = facts.image(name, service.platform());
                Platform own = Platform.parse(service.platform().toString());
                Output files = output(new ImageSource(image.reference(), own), service);
                yield new ServiceUse.Service(recipe.id(), service, files, image.config());
            }
            case Step.Base.Target(var id) -> {
                Lowered image = facts.recipe(id);
                yield new ServiceUse.Service(recipe.id(), service, image.tree(), image.config());
            }
            case Step.Base.Scratch _, Step.Base.Dockerfile _ ->
                    throw new IllegalArgumentException("no base of a service: " + service.base());
        };
    }

    private Scan scan(ImageOptions.Scanner scanner) {
        return new Scan(scanner, facts.image(scanner.image(), scanner.platform()));
    }

    private void workdir(Step.Workdir workdir) {
        String path = Paths.resolve(config.workdir(), expand(workdir.path()));
        config = config.withWorkdir(path);
        if (!path.equals("/")) {
            Owner owner = Owners.ofUser(config.user(), tree);
            FileAction mkdir = new FileAction.Mkdir(path, 0755, true, owner, CopyLowering.TIME);
            tree = output(FileOp.of(tree, mkdir), workdir);
        }
    }

    private void env(Step.Env env) {
        SequencedMap<String, String> variables = new LinkedHashMap<>(config.environment());
        Map<String, String> before = Map.copyOf(variables);
        env.variables()
                .forEach((name, value) -> variables.put(name, Variables.expand(value, before)));
        config = config.withEnvironment(variables);
    }

    /**
     * As in a Dockerfile, a new program does away with the arguments that the base has for its own.
     */
    private void entrypoint(Step.Entrypoint entrypoint) {
        ImageConfig before = cmdIsOwn ? config : config.withoutCmd();
        config = before.withEntrypoint(entrypoint.argv());
    }

    String expand(String text) {
        return Variables.expand(text, config.environment());
    }

    /** Adds an operation and remembers that it stands for {@code step}. */
    Output output(Op op, Step step) {
        return output(op, Descriptions.of(step));
    }

    /** Files of another recipe; where they come from another builder, they are received here. */
    Facts.Made made(Facts.Taken taken, Step.Copy copy) {
        return switch (taken) {
            case Facts.Made made -> made;
            case Facts.Brought(LocalSource source, String path) ->
                    new Facts.Made(output(source, Descriptions.ofUpload(copy)), path);
        };
    }

    /** Adds the operation that receives the files of {@code copy}. */
    @CanIgnoreReturnValue
    Output upload(Facts.ContextFiles files, Step.Copy copy) {
        Output output =
                output(
                        files.source(),
                        files.isShared()
                                ? Descriptions.SHARED_UPLOAD
                                : Descriptions.ofUpload(copy));
        uploads.put(new Upload(output.vertex().digest(), files.folder()), copy);
        return output;
    }

    /** Says how long an operation may take. */
    void limit(Output output, Duration limit) {
        limits.put(output.vertex().digest(), limit);
    }

    /** Says what an operation has beside it. */
    void beside(Output output, ServiceUse use) {
        uses.put(output.vertex().digest(), use);
    }

    /** Adds an operation that is a part of the present step. */
    Output output(Op op, String description) {
        StepId step = new StepId(recipe.id(), index, description);
        Vertex vertex =
                op.vertex(
                        Remarks.named(step.name())
                                .withIgnoreCache(ambient.anew() && !(op instanceof SourceOp)));
        steps.put(vertex.digest(), step);
        return vertex.output();
    }

    Recipe recipe() {
        return recipe;
    }

    Facts facts() {
        return facts;
    }

    Ambient ambient() {
        return ambient;
    }

    Platform platform() {
        return platform;
    }

    Tree tree() {
        return tree;
    }

    ImageConfig config() {
        return config;
    }

    /** What scripts are given to. */
    List<String> shell() {
        return shell.orElse(DEFAULT_SHELL);
    }

    List<Step.Cache> caches() {
        return caches;
    }

    List<ServiceUse.Service> services() {
        return services;
    }
}
