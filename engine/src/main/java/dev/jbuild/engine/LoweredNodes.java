package dev.jbuild.engine;

import dev.jbuild.buildkit.BuildkitException;
import dev.jbuild.buildkit.Gateway;
import dev.jbuild.cache.file.Selection;
import dev.jbuild.engine.base.BaseImages;
import dev.jbuild.engine.base.BaseUse;
import dev.jbuild.engine.context.SelectedFiles;
import dev.jbuild.engine.lower.Ambient;
import dev.jbuild.engine.lower.Facts;
import dev.jbuild.engine.lower.ImageConfig;
import dev.jbuild.engine.lower.Lowered;
import dev.jbuild.engine.lower.Lowering;
import dev.jbuild.engine.plan.PlanNode;
import dev.jbuild.engine.solve.Site;
import dev.jbuild.model.Digest;
import dev.jbuild.model.GitRef;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Platform;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.Step;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** All nodes of a plan in the terms of their builders. */
final class LoweredNodes {
    private final Inputs inputs;
    private final Shipments shipments;
    private final Placement placement;
    private final Crossings crossings;
    private final KeyedPlan nodes;
    private final Map<Site, Ambient> ambients;
    private final Map<BaseUse, ImageConfig> configs;
    private final Map<Dockerfiles.Use, Facts.DockerfileBase> dockerfiles = new HashMap<>();
    private final Map<RecipeId, Lowered> lowered = new HashMap<>();

    private LoweredNodes(
            KeyedPlan nodes,
            Inputs inputs,
            Shipments shipments,
            Placement placement,
            Crossings crossings,
            Map<Site, Ambient> ambients,
            Map<BaseUse, ImageConfig> configs) {
        this.nodes = nodes;
        this.inputs = inputs;
        this.shipments = shipments;
        this.placement = placement;
        this.crossings = crossings;
        this.ambients = ambients;
        this.configs = configs;
    }

    /**
     * Lowers all nodes.
     *
     * @param inputs that builders are to use
     * @param ambients what surrounds runs, by where they run
     */
    static LoweredNodes of(
            KeyedPlan nodes,
            Inputs inputs,
            Shipments shipments,
            Placement placement,
            Crossings crossings,
            BaseImages images,
            Map<Site, Ambient> ambients,
            JointBuild build)
            throws BuildException, BuildkitException, InterruptedException {
        LoweredNodes made =
                new LoweredNodes(
                        nodes,
                        inputs,
                        shipments,
                        placement,
                        crossings,
                        ambients,
                        configs(inputs, images, build.near(placement.main())));
        for (PlanNode node : nodes.plan().nodes().values()) {
            Site site = placement.of(node.id());
            made.translate(node, made.ambient(site), build.near(site));
            made.lowered.put(
                    node.id(),
                    Lowering.lower(node.recipe(), made.new Seen(site), made.ambient(site)));
        }
        return made;
    }

    private void translate(PlanNode node, Ambient ambient, Gateway gateway)
            throws BuildException, BuildkitException, InterruptedException {
        for (Map.Entry<Dockerfiles.Use, SourceSpan> use :
                Dockerfiles.uses(List.of(node.recipe())).entrySet()) {
            if (!dockerfiles.containsKey(use.getKey())) {
                Facts.ContextFiles context = files(use.getKey().base().context());
                dockerfiles.put(
                        use.getKey(),
                        Dockerfiles.translate(
                                use.getKey(),
                                use.getValue(),
                                inputs,
                                context.source(),
                                ambient,
                                gateway));
            }
        }
    }

    /** By id. */
    Map<RecipeId, Lowered> all() {
        return lowered;
    }

    /** A node with the step that would come next in it, with all that its last run may use. */
    Lowered next(PlanNode node) throws UserMistake {
        Site site = placement.of(node.id());
        return Lowering.next(node.recipe(), new Seen(site), ambient(site));
    }

    private Ambient ambient(Site site) {
        return Objects.requireNonNull(ambients.get(site));
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

    private Facts.ContextFiles files(Step.Copy copy) {
        SelectedFiles files = inputs.files(copy);
        List<Facts.Match> matches = new ArrayList<>();
        for (Selection.Match match : files.selection().matches()) {
            for (String path : match.paths()) {
                matches.add(new Facts.Match(path, !match.pattern().isLiteral()));
            }
        }
        Shipments.Place place = shipments.place(files);
        return new Facts.ContextFiles(place.source(), place.folder(), matches);
    }

    /** The world as it is for the builder at a site. */
    private final class Seen implements Facts {
        private final Site site;

        Seen(Site site) {
            this.site = site;
        }

        @Override
        public BaseImage image(ImageName name, Platform platform) {
            ImageConfig config =
                    configs.getOrDefault(new BaseUse(name, platform), ImageConfig.EMPTY);
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
            return LoweredNodes.this.files(copy);
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

        @Override
        public Taken artifact(RecipeId id, String path) {
            Lowered node = recipe(id);
            return placement.of(id).equals(site)
                    ? new Made(node.tree(), node.path(path))
                    : crossings.received(id, path, node, nodes.key(id));
        }
    }
}
