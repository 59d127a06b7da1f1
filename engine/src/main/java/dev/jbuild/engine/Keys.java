package dev.jbuild.engine;

import dev.jbuild.cache.ActionKey;
import dev.jbuild.engine.dockerfile.DockerfileText;
import dev.jbuild.engine.key.KeyFacts;
import dev.jbuild.engine.key.NodeKeys;
import dev.jbuild.engine.plan.Plan;
import dev.jbuild.engine.plan.PlanNode;
import dev.jbuild.model.Digest;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Platform;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.Step;

import java.util.HashMap;
import java.util.Map;

/** The keys of all nodes of a plan. */
final class Keys {
    private Keys() {}

    static Map<RecipeId, ActionKey> of(Plan plan, Inputs inputs) {
        Map<RecipeId, ActionKey> keys = new HashMap<>();
        KeyFacts facts =
                new KeyFacts() {
                    @Override
                    public Digest image(ImageName name, Platform platform) {
                        return inputs.image(name, platform).id();
                    }

                    @Override
                    public Digest files(Step.Copy copy) {
                        return inputs.files(copy).content();
                    }

                    @Override
                    public DockerfileText dockerfile(Step.Base.Dockerfile base, Platform platform) {
                        return inputs.dockerfile(base, platform);
                    }

                    @Override
                    public String build() {
                        return inputs.build();
                    }

                    @Override
                    public ActionKey recipe(RecipeId id) {
                        return get(keys, id);
                    }
                };
        for (PlanNode node : plan.nodes().values()) {
            keys.put(node.id(), NodeKeys.key(node.recipe(), facts));
        }
        return keys;
    }

    /** The key of a node that has one. */
    static ActionKey get(Map<RecipeId, ActionKey> keys, RecipeId id) {
        ActionKey key = keys.get(id);
        if (key == null) {
            throw new IllegalArgumentException("no key of " + id);
        }
        return key;
    }
}
