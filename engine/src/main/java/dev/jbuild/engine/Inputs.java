package dev.jbuild.engine;

import dev.jbuild.engine.base.BasePin;
import dev.jbuild.engine.base.BaseUse;
import dev.jbuild.engine.context.SelectedFiles;
import dev.jbuild.engine.dockerfile.DockerfileText;
import dev.jbuild.model.Digest;
import dev.jbuild.model.GitRef;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Platform;
import dev.jbuild.model.Step;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Optional;

/**
 * What the nodes of a build read from outside.
 *
 * @param files of every copy from the project
 * @param dockerfiles that recipes start from
 * @param images what every base image stands for
 * @param commits what names in repositories stand for; none for one that would have to be looked up
 * @param downloads what is behind addresses of files; none for one that would have to be read
 * @param mayFetch whether the builder may fetch what it does not have
 * @param build a text that no other build has
 */
record Inputs(
        Map<Step.Copy, SelectedFiles> files,
        Map<Dockerfiles.Use, DockerfileText> dockerfiles,
        Map<BaseUse, BasePin> images,
        Map<GitRef, String> commits,
        Map<String, Digest> downloads,
        boolean mayFetch,
        String build) {
    Inputs {
        files = Map.copyOf(files);
        dockerfiles = Map.copyOf(dockerfiles);
        images = Map.copyOf(images);
        commits = Map.copyOf(commits);
        downloads = Map.copyOf(downloads);
    }

    Inputs(
            Map<Step.Copy, SelectedFiles> files,
            Map<Dockerfiles.Use, DockerfileText> dockerfiles,
            Map<BaseUse, BasePin> images,
            Map<GitRef, String> commits,
            Map<String, Digest> downloads,
            String build) {
        this(files, dockerfiles, images, commits, downloads, true, build);
    }

    /** The same in another build. */
    Inputs ofBuild(String other) {
        return new Inputs(files, dockerfiles, images, commits, downloads, mayFetch, other);
    }

    /**
     * The same for a builder that fetches nothing.
     *
     * @param places of the images, where such a builder finds them
     */
    Inputs withoutFetching(Map<BaseUse, BasePin> places) {
        return new Inputs(files, dockerfiles, places, commits, downloads, false, build);
    }

    SelectedFiles files(Step.Copy copy) {
        return present(files.get(copy), copy);
    }

    BasePin image(ImageName name, Platform platform) {
        return present(images.get(new BaseUse(name, platform)), name);
    }

    /** Empty where nobody knows yet. */
    String commit(GitRef at) {
        return commits.getOrDefault(at, at.isFixed() ? at.ref() : "");
    }

    /** Empty where nobody knows yet. */
    Optional<Digest> download(String url) {
        return Optional.ofNullable(downloads.get(url));
    }

    DockerfileText dockerfile(Step.Base.Dockerfile base, Platform platform) {
        return present(dockerfiles.get(new Dockerfiles.Use(base, platform)), base);
    }

    private static <T> T present(@Nullable T value, Object what) {
        if (value == null) {
            throw new IllegalArgumentException("was not looked at: " + what);
        }
        return value;
    }
}
