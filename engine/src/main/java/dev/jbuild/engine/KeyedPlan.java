package dev.jbuild.engine;

import com.fasterxml.jackson.databind.JsonNode;

import dev.jbuild.cache.ActionCache;
import dev.jbuild.cache.ActionKey;
import dev.jbuild.engine.dockerfile.DockerfileText;
import dev.jbuild.engine.key.KeyFacts;
import dev.jbuild.engine.key.NodeKeys;
import dev.jbuild.engine.lower.Lowered;
import dev.jbuild.engine.output.Source;
import dev.jbuild.engine.plan.Plan;
import dev.jbuild.engine.plan.PlanNode;
import dev.jbuild.model.Digest;
import dev.jbuild.model.GitRef;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.ImageOptions;
import dev.jbuild.model.Platform;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.Step;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A plan with all that its nodes read from outside, and so with their keys.
 *
 * @param keys of all nodes
 */
record KeyedPlan(Plan plan, Inputs inputs, Map<RecipeId, ActionKey> keys) {
    KeyedPlan {
        keys = Map.copyOf(keys);
    }

    static KeyedPlan of(Plan plan, Inputs inputs) {
        Map<RecipeId, ActionKey> keys = new HashMap<>();
        KeyFacts facts = new Facts(inputs, keys);
        for (PlanNode node : plan.nodes().values()) {
            keys.put(node.id(), NodeKeys.key(node.recipe(), facts));
        }
        return new KeyedPlan(plan, inputs, keys);
    }

    /** Takes the results of all nodes out of the cache. */
    void forget(ActionCache actions) throws IOException {
        for (ActionKey key : keys.values()) {
            actions.forget(key);
        }
    }

    /** The same with the keys that it has in the next build, if nothing changes until then. */
    KeyedPlan ofNextBuild() {
        return of(plan, inputs.ofBuild(inputs.build() + ", the next one"));
    }

    /** What the keys were made with. */
    KeyFacts facts() {
        return new Facts(inputs, keys);
    }

    /** The key of a node of the plan. */
    ActionKey key(RecipeId id) {
        return get(keys, id);
    }

    /**
     * What outputs are made from.
     *
     * @param lowered all nodes, or none where no builder is asked
     */
    Source source(Map<RecipeId, Lowered> lowered) {
        return new Source() {
            @Override
            public ActionKey key(RecipeId node) {
                return KeyedPlan.this.key(node);
            }

            @Override
            public Lowered lowered(RecipeId node) {
                return LoweredNodes.get(lowered, node);
            }

            @Override
            public JsonNode provenance(RecipeId node) {
                return Provenance.of(KeyedPlan.this, node);
            }

            @Override
            public Digest scanner(ImageOptions.Scanner scanner) {
                return inputs.image(scanner.image(), scanner.platform()).id();
            }
        };
    }

    private static ActionKey get(Map<RecipeId, ActionKey> keys, RecipeId id) {
        ActionKey key = keys.get(id);
        if (key == null) {
            throw new IllegalArgumentException("no key of " + id);
        }
        return key;
    }

    /**
     * @param keys of the nodes that come before in the plan
     */
    private record Facts(Inputs inputs, Map<RecipeId, ActionKey> keys) implements KeyFacts {
        @Override
        public Digest image(ImageName name, Platform platform) {
            return inputs.image(name, platform).id();
        }

        @Override
        public String commit(GitRef at) {
            return inputs.commit(at);
        }

        @Override
        public Optional<Digest> download(String url) {
            return inputs.download(url);
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
    }
}
