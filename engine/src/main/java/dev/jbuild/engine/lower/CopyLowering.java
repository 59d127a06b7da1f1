package dev.jbuild.engine.lower;

import dev.jbuild.buildkit.llb.FileAction;
import dev.jbuild.buildkit.llb.FileAction.CopyOptions;
import dev.jbuild.buildkit.llb.FileOp;
import dev.jbuild.buildkit.llb.LocalSource;
import dev.jbuild.buildkit.llb.Owner;
import dev.jbuild.buildkit.llb.Tree;
import dev.jbuild.model.Step;

import java.util.ArrayList;
import java.util.List;

/**
 * Copies, with the rules of a Dockerfile's {@code COPY}: of a folder its content, to root unless
 * said otherwise.
 */
final class CopyLowering {
    /** The time that copied files bear, in nanoseconds: see {@link ImageConfig#CREATED}. */
    static final long TIME = 315_619_200_000_000_000L;

    private final Step.Copy copy;
    private final Lowering at;
    private final String destination;
    private final Owner owner;
    private final CopyOptions options;

    private CopyLowering(Step.Copy copy, Lowering at) {
        this.copy = copy;
        this.at = at;
        String into = at.expand(copy.into());
        String path = Paths.resolve(at.config().workdir(), into);
        this.destination = Paths.namesFolder(into) && !path.equals("/") ? path + "/" : path;
        this.owner =
                copy.options()
                        .owner()
                        .map(text -> Owners.of(text, at.tree()))
                        .orElse(new Owner.Ids(0, 0));
        CopyOptions plain = CopyOptions.DEFAULT.withTime(TIME).withContentsOnly(true);
        this.options =
                copy.options()
                        .mode()
                        .map(mode -> plain.withMode(Integer.parseInt(mode, 8)))
                        .orElse(plain);
    }

    static Tree lower(Step.Copy copy, Lowering at) {
        CopyLowering lowering = new CopyLowering(copy, at);
        return switch (copy.source()) {
            case Step.CopySource.Context _ -> lowering.fromContext();
            case Step.CopySource.Artifact artifact -> lowering.fromArtifact(artifact);
        };
    }

    private Tree fromContext() {
        Facts.ContextFiles files = at.facts().files(copy);
        if (files.matches().isEmpty()) {
            return at.tree();
        }
        // The content perturbs the digest: a build of another moment must not be taken for this
        // one.
        Tree source =
                at.upload(
                        new LocalSource(files.source(), files.source(), files.content().hex()),
                        copy);
        boolean several = files.matches().size() > 1;
        List<FileAction> actions = new ArrayList<>();
        for (Facts.Match match : files.matches()) {
            String dest = several || match.wildcard() ? asFolder(destination) : destination;
            actions.add(new FileAction.Copy(source, "/" + match.path(), dest, owner, options));
        }
        return at.output(new FileOp(at.tree(), actions), copy);
    }

    private Tree fromArtifact(Step.CopySource.Artifact artifact) {
        Lowered from = at.facts().recipe(artifact.recipe());
        String path = from.path(artifact.path());
        boolean wildcard = path.chars().anyMatch(c -> c == '*' || c == '?' || c == '[');
        CopyOptions matching =
                wildcard || copy.options().ifExists()
                        ? options.withWildcard(copy.options().ifExists())
                        : options;
        return at.output(
                FileOp.of(
                        at.tree(),
                        new FileAction.Copy(
                                from.tree(),
                                path,
                                wildcard ? asFolder(destination) : destination,
                                owner,
                                matching.withPatterns(List.of(), copy.options().exclude()))),
                copy);
    }

    private static String asFolder(String path) {
        return path.endsWith("/") ? path : path + "/";
    }
}
