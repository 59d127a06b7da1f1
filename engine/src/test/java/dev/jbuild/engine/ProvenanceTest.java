package dev.jbuild.engine;

import static dev.jbuild.engine.testing.TestProject.AMD64;
import static dev.jbuild.engine.testing.TestProject.id;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import dev.jbuild.engine.base.BasePin;
import dev.jbuild.engine.base.BaseUse;
import dev.jbuild.engine.plan.Plan;
import dev.jbuild.engine.plan.Planner;
import dev.jbuild.engine.testing.TestProject;
import dev.jbuild.model.Digest;
import dev.jbuild.model.Folder;
import dev.jbuild.model.GitRef;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.Step;
import dev.jbuild.model.TargetRef;

import org.junit.jupiter.api.Test;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class ProvenanceTest {
    private static final Digest CONTENT = Digest.of(new byte[] {7});
    private static final String COMMIT = "0123456789012345678901234567890123456789";
    private static final GitRef TOOL = new GitRef("https://git@example.org/team/tool.git", "v1");
    private static final GitRef OVER_SSH = new GitRef("git@example.org:team/more.git", COMMIT);
    private static final RecipeId ELSEWHERE =
            new RecipeId(
                    new TargetRef(
                            new Folder(
                                    Optional.of(new GitRef("https://example.org/x", COMMIT)), ""),
                            "root"),
                    AMD64);
    private static final ImageName TAGGED = ImageName.parse("registry.example.org:5000/base:v2");
    private static final ImageName FIXED = ImageName.parse("debian").at(CONTENT);

    private static Step.CopySource download(String url, Optional<Digest> sha256) {
        return new Step.CopySource.Download(url, sha256, false);
    }

    private static KeyedPlan nodes() throws Exception {
        Step.CopyOptions plainly = Step.CopyOptions.DEFAULT;
        TestProject project =
                new TestProject()
                        .target("unused", t -> t.from("example.org/other:v1").run("true"))
                        .target(ELSEWHERE, t -> t.from(TAGGED.toString()))
                        .target(
                                "base",
                                t ->
                                        t.step(
                                                        new Step.From(
                                                                new Step.Base.Target(ELSEWHERE),
                                                                t.span()))
                                                .copy(
                                                        new Step.CopySource.Repository(TOOL),
                                                        "/tool",
                                                        plainly))
                        .target(
                                "app",
                                t ->
                                        t.fromTarget("base")
                                                .copy(
                                                        new Step.CopySource.Repository(OVER_SSH),
                                                        "/more",
                                                        plainly)
                                                .copy(
                                                        download(
                                                                "https://u:pw@example.org/a?token=t",
                                                                Optional.of(CONTENT)),
                                                        "/a",
                                                        plainly)
                                                .copy(
                                                        download(
                                                                "https://example.org/b",
                                                                Optional.empty()),
                                                        "/b",
                                                        plainly)
                                                .copy(
                                                        new Step.CopySource.Image(
                                                                FIXED, List.of("/etc")),
                                                        "/c",
                                                        plainly));
        Plan plan = Planner.plan(project.goals("app", "unused"));
        SourceSpan span = new SourceSpan("jbuild.groovy", 1, 1, 2);
        Map<BaseUse, BasePin> pins = new LinkedHashMap<>();
        Bases.uses(plan.recipes(), Map.of())
                .keySet()
                .forEach(use -> pins.put(use, BasePin.of(use.name(), CONTENT, CONTENT, span)));
        return KeyedPlan.of(
                plan,
                new Inputs(
                        Map.of(),
                        Map.of(),
                        pins,
                        Map.of(TOOL, COMMIT),
                        Map.of("https://example.org/b", CONTENT),
                        "this build"));
    }

    @Test
    void provenance_namesAllThatCameFromElsewhere_withoutCredentials() throws Exception {
        KeyedPlan nodes = nodes();

        JsonNode definition = Provenance.of(nodes, id("app")).path("buildDefinition");

        assertThat(definition.path("externalParameters").toString())
                .isEqualTo("{\"target\":\"+app\",\"platform\":\"" + AMD64 + "\"}");
        assertThat(definition.at("/internalParameters/key").asText())
                .isEqualTo(nodes.key(id("app")).toString());
        Map<String, String> dependencies = new LinkedHashMap<>();
        for (JsonNode dependency : definition.path("resolvedDependencies")) {
            dependencies.put(dependency.path("uri").asText(), dependency.path("digest").toString());
        }
        String sha256 = "{\"sha256\":\"" + CONTENT.hex() + "\"}";
        String commit = "{\"gitCommit\":\"" + COMMIT + "\"}";
        assertThat(dependencies)
                .containsExactly(
                        Map.entry("git+git@example.org:team/more.git@" + COMMIT, commit),
                        Map.entry("git+https://example.org/team/tool.git@v1", commit),
                        Map.entry("git+https://example.org/x@" + COMMIT, commit),
                        Map.entry("https://example.org/a", sha256),
                        Map.entry("https://example.org/b", sha256),
                        Map.entry(
                                "pkg:docker/base@v2?platform=linux%2Famd64"
                                        + "&repository_url=registry.example.org%3A5000",
                                sha256),
                        Map.entry(
                                "pkg:docker/debian@sha256%3A"
                                        + CONTENT.hex()
                                        + "?platform=linux%2Famd64",
                                sha256));
    }
}
