package dev.jbuild.engine;

import dev.jbuild.buildkit.BuildkitException;
import dev.jbuild.buildkit.Gateway;
import dev.jbuild.buildkit.llb.Output;
import dev.jbuild.cache.file.Selection;
import dev.jbuild.engine.base.BaseImages;
import dev.jbuild.engine.base.BaseUse;
import dev.jbuild.engine.context.SelectedFiles;
import dev.jbuild.engine.lower.Ambient;
import dev.jbuild.engine.lower.Facts;
import dev.jbuild.engine.lower.ImageConfig;
import dev.jbuild.engine.lower.Lowered;
import dev.jbuild.engine.lower.Lowering;
import dev.jbuild.engine.plan.Plan;
import dev.jbuild.engine.plan.PlanNode;
import dev.jbuild.model.Digest;
import dev.jbuild.model.GitRef;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Platform;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.Step;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All nodes of a plan in the builder's terms. */
final class LoweredNodes implements Facts {
    private final Inputs inputs;
    private final Map<BaseUse, ImageConfig> configs;
    private final Map<Dockerfiles.Use, DockerfileBase> dockerfiles = new HashMap<>();
    private final Map<RecipeId, Lowered> lowered = new HashMap<>();

    private LoweredNodes(Inputs inputs, Map<BaseUse, ImageConfig> configs) {
        this.inputs = inputs;
        this.configs = configs;
    }

    static LoweredNodes of(
            Plan plan, Inputs inputs, BaseImages images, Ambient ambient, Gateway gateway)
            throws BuildException, BuildkitException, InterruptedException {
        LoweredNodes nodes = new LoweredNodes(inputs, configs(inputs, images, gateway));
        for (Map.Entry<Dockerfiles.Use, SourceSpan> use :
                Dockerfiles.uses(plan.recipes()).entrySet()) {
            ContextFiles context = nodes.files(use.getKey().base().context());
            nodes.dockerfiles.put(
                    use.getKey(),
                    Dockerfiles.translate(
                            use.getKey(),
                            use.getValue(),
                            inputs,
                            Lowering.upload(context),
                            ambient,
                            gateway));
        }
        for (PlanNode node : plan.nodes().values()) {
            nodes.lowered.put(node.id(), Lowering.lower(node.recipe(), nodes, ambient));
        }
        return nodes;
    }

    /** By id. */
    Map<RecipeId, Lowered> all() {
        return lowered;
    }

    /** The step that would come next in a node, with all that its last run may use. */
    Output next(PlanNode node, Ambient ambient) {
        return Lowering.next(node.recipe(), this, ambient);
    }

    private static Map<BaseUse, ImageConfig> configs(
            Inputs inputs, BaseImages images, Gateway gateway)
            throws BuildException, InterruptedException {
        Map<BaseUse, ImageConfig> configs = new HashMap<>();
        for (BaseUse base : inputs.images().keySet()) {
            try {
                configs.put(
                        base,
                        images.config(base, inputs.image(base.name(), base.platform()), gateway));
            } catch (IOException e) {
                throw new EnvironmentFailure(
                        "image-config",
                        "the configuration of image `" + base.name() + "` is unreadable: " + e,
                        "look at the image with `docker image inspect`",
                        e);
            }
        }
        return configs;
    }

    /** A node that was lowered. */
    static Lowered get(Map<RecipeId, Lowered> lowered, RecipeId id) {
        Lowered node = lowered.get(id);
        if (node == null) {
            throw new IllegalArgumentException("not lowered: " + id);
        }
        return node;
    }

    @Override
    public BaseImage image(ImageName name, Platform platform) {
        ImageConfig config = configs.getOrDefault(new BaseUse(name, platform), ImageConfig.EMPTY);
        return new BaseImage(inputs.image(name, platform).reference(), config);
    }

    @Override
    public String commit(GitRef at) {
        return inputs.commit(at);
    }

    @Override
    public Digest download(String url) {
        return inputs.download(url)
                .orElseThrow(() -> new IllegalArgumentException("was not looked at: " + url));
    }

    @Override
    public ContextFiles files(Step.Copy copy) {
        SelectedFiles files = inputs.files(copy);
        List<Match> matches = new ArrayList<>();
        for (Selection.Match match : files.selection().matches()) {
            for (String path : match.paths()) {
                matches.add(new Match(path, !match.pattern().isLiteral()));
            }
        }
        return new ContextFiles(files.source(), files.content(), matches);
    }

    @Override
    public DockerfileBase dockerfile(Step.Base.Dockerfile base, Platform platform) {
        DockerfileBase translated = dockerfiles.get(new Dockerfiles.Use(base, platform));
        if (translated == null) {
            throw new IllegalArgumentException("not translated: " + base.file());
        }
        return translated;
    }

    @Override
    public boolean mayFetch() {
        return inputs.mayFetch();
    }

    @Override
    public String build() {
        return inputs.build();
    }

    @Override
    public Lowered recipe(RecipeId id) {
        return get(lowered, id);
    }
}
