package dev.jbuild.engine.key;

import dev.jbuild.cache.ActionKey;
import dev.jbuild.engine.dockerfile.DockerfileText;
import dev.jbuild.model.Digest;
import dev.jbuild.model.GitRef;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Platform;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.Step;

import java.util.Optional;

/** The digests of what a recipe reads. */
public interface KeyFacts {
    /** What an image name stands for at present. */
    Digest image(ImageName name, Platform platform);

    /** The commit that a name in a repository stands for at present. */
    String commit(GitRef at);

    /** What is behind the address of a file at present; empty where nobody knows yet. */
    Optional<Digest> download(String url);

    /** Everything that a copy from the project selects: names, kinds, modes, contents. */
    Digest files(Step.Copy copy);

    /** The key of a recipe that this one uses. */
    ActionKey recipe(RecipeId id);

    /** The text of a Dockerfile, with the images that it uses on a platform. */
    DockerfileText dockerfile(Step.Base.Dockerfile base, Platform platform);

    /** A text that no other build has, for steps that are due in every build. */
    String build();
}
