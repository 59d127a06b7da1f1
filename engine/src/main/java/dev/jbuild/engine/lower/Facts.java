package dev.jbuild.engine.lower;

import dev.jbuild.buildkit.llb.LocalSource;
import dev.jbuild.buildkit.llb.Tree;
import dev.jbuild.model.Digest;
import dev.jbuild.model.GitRef;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Platform;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.Step;

import java.util.List;

/**
 * What lowering has to be told about the world. Every answer was found out before and does not
 * change in a build.
 */
public interface Facts {
    /** The image that a name stands for. */
    BaseImage image(ImageName name, Platform platform);

    /** The commit that a name in a repository stands for. */
    String commit(GitRef at);

    /** What a file of a web server has to have. */
    Digest download(String url);

    /** The files that a copy from the project selects. */
    ContextFiles files(Step.Copy copy);

    /** A recipe that was lowered before. */
    Lowered recipe(RecipeId id);

    /**
     * Files of a recipe that was lowered before.
     *
     * @param path as behind the name of the target, without a leading slash
     */
    Taken artifact(RecipeId id, String path);

    /** What a Dockerfile makes. */
    DockerfileBase dockerfile(Step.Base.Dockerfile base, Platform platform);

    /** Whether the builder may fetch what it does not have. */
    boolean mayFetch();

    /** A text that no other build has, for steps that are due in every build. */
    String build();

    /**
     * A base image.
     *
     * @param reference what the engine finds it by, as a rule with its digest
     */
    record BaseImage(String reference, ImageConfig config) {}

    /** What a Dockerfile makes: a graph that the engine wrote. */
    record DockerfileBase(Tree tree, ImageConfig config) {}

    /**
     * Selected files, as the session offers them.
     *
     * @param source receives them
     * @param folder where they are in it, a single name; empty where there is nothing else in it
     * @param matches what the patterns name, sorted
     */
    record ContextFiles(LocalSource source, String folder, List<Match> matches) {
        public ContextFiles {
            matches = List.copyOf(matches);
        }

        /** Whether other files are received along with them. */
        boolean isShared() {
            return !folder.isEmpty();
        }
    }

    /**
     * A file or folder that a pattern names.
     *
     * @param path relative to the folder of the build file
     * @param wildcard whether the pattern could have named others as well
     */
    record Match(String path, boolean wildcard) {}

    /** Files of another recipe. */
    sealed interface Taken {}

    /** Where this builder has made them. */
    record Made(Tree tree, String path) implements Taken {}

    /** Where another builder has made them: they are sent to this one. */
    record Brought(LocalSource source, String path) implements Taken {}
}
