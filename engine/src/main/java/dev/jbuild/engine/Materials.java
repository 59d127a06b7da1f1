package dev.jbuild.engine;

import dev.jbuild.engine.base.BasePin;
import dev.jbuild.engine.base.BaseUse;
import dev.jbuild.engine.plan.PlanNode;
import dev.jbuild.model.Digest;
import dev.jbuild.model.GitRef;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.Step;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/** What comes from elsewhere into a node and all that it is made of. */
final class Materials {
    private final KeyedPlan nodes;
    private final SortedMap<String, Map<String, String>> digests = new TreeMap<>();

    private Materials(KeyedPlan nodes) {
        this.nodes = nodes;
    }

    /** The digests of each by their kinds, by its address. */
    static SortedMap<String, Map<String, String>> of(KeyedPlan nodes, RecipeId node) {
        SequencedMap<RecipeId, PlanNode> all = new LinkedHashMap<>();
        collect(nodes, node, all);
        Materials materials = new Materials(nodes);
        materials.addImages(all);
        for (PlanNode each : all.values()) {
            each.id().target().folder().repository().ifPresent(materials::addCommit);
            for (Step step : each.recipe().steps()) {
                if (step instanceof Step.Copy copy) {
                    materials.add(copy.source());
                }
            }
        }
        return Collections.unmodifiableSortedMap(materials.digests);
    }

    private static void collect(
            KeyedPlan nodes, RecipeId id, SequencedMap<RecipeId, PlanNode> into) {
        PlanNode node = nodes.plan().node(id);
        if (into.putIfAbsent(id, node) == null) {
            node.uses().forEach(used -> collect(nodes, used, into));
        }
    }

    private void addImages(SequencedMap<RecipeId, PlanNode> all) {
        var recipes = all.values().stream().map(PlanNode::recipe).toList();
        for (BaseUse use : Bases.uses(recipes, nodes.inputs().dockerfiles()).keySet()) {
            BasePin pin = nodes.inputs().image(use.name(), use.platform());
            digests.put(address(use), pin.index().map(Materials::sha256).orElse(Map.of()));
        }
    }

    private void add(Step.CopySource source) {
        switch (source) {
            case Step.CopySource.Repository(GitRef at) -> addCommit(at);
            case Step.CopySource.Download file ->
                    file.sha256()
                            .or(() -> nodes.inputs().download(file.url()))
                            .ifPresent(digest -> digests.put(publicly(file.url()), sha256(digest)));
            case Step.CopySource.Context _,
                    Step.CopySource.Artifact _,
                    Step.CopySource.Image _ -> {}
        }
    }

    private void addCommit(GitRef at) {
        digests.put(
                "git+" + publicly(at.url()) + "@" + at.ref(),
                Map.of("gitCommit", nodes.inputs().commit(at)));
    }

    /** An address without what may be a credential: everybody who gets the image can read it. */
    private static String publicly(String address) {
        try {
            URI uri = URI.create(address);
            return uri.getRawAuthority() == null
                    ? address
                    : uri.getScheme()
                            + "://"
                            + uri.getRawAuthority().replaceFirst("^.*@", "")
                            + Optional.ofNullable(uri.getRawPath()).orElse("");
        } catch (IllegalArgumentException e) {
            // As ssh takes it, user@host:path.
            return address;
        }
    }

    /** As package URLs name images. */
    private static String address(BaseUse use) {
        ImageName name = use.name();
        String registry =
                name.registry().equals(ImageName.DEFAULT_REGISTRY)
                        ? ""
                        : "&repository_url=" + encoded(name.registry());
        return "pkg:docker/"
                + name.repository().replaceFirst("^library/", "")
                + "@"
                + encoded(name.digest().map(Digest::toString).orElse(name.tag()))
                + "?platform="
                + encoded(use.platform().toString())
                + registry;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Map<String, String> sha256(Digest digest) {
        return Map.of("sha256", digest.hex());
    }
}
