package dev.jbuild.engine.output;

import dev.jbuild.buildkit.BuildkitException;
import dev.jbuild.buildkit.Export;
import dev.jbuild.buildkit.Gateway;
import dev.jbuild.buildkit.GatewayResult;
import dev.jbuild.buildkit.Ref;
import dev.jbuild.buildkit.llb.CopyOptions;
import dev.jbuild.buildkit.llb.Definition;
import dev.jbuild.buildkit.llb.FileAction;
import dev.jbuild.buildkit.llb.FileOp;
import dev.jbuild.buildkit.llb.OpDigest;
import dev.jbuild.buildkit.llb.Owner;
import dev.jbuild.buildkit.llb.Remarks;
import dev.jbuild.buildkit.llb.Tree;
import dev.jbuild.cache.file.FileEntry;
import dev.jbuild.cache.room.NoRoomException;
import dev.jbuild.engine.plan.ArtifactPath;
import dev.jbuild.engine.plan.Output;
import dev.jbuild.engine.solve.Builder;
import dev.jbuild.engine.solve.Exporter;
import dev.jbuild.engine.solve.Failures;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Has the builder send an artifact. A builder sends nothing but whole file systems. So it makes one
 * of a copy; or, where copying takes longer than to list all the other files, sends the list of
 * them all, of which we ask for those of the artifact.
 */
final class ArtifactFetch {
    static final String NO_SUCH_ARTIFACT = "no-such-artifact";

    /** Folders with fewer entries are copied. */
    private static final long MANY = 2_000;

    /** To list an entry takes so much less time than to copy it. */
    private static final long LISTED_FOR_ONE_COPIED = 16;

    private final Output.Artifact output;
    private final ArtifactPath artifact;
    private final Tree tree;
    private final ArrivingArtifact arriving;

    /** Whether the artifact is being picked from all files. */
    private boolean picking;

    /**
     * @param artifact where it is in {@code tree}
     * @param tree all files of the target that makes it
     */
    ArtifactFetch(
            Output.Artifact output, ArtifactPath artifact, Tree tree, ArrivingArtifact arriving) {
        this.output = output;
        this.artifact = artifact;
        this.tree = tree;
        this.arriving = arriving;
    }

    /** Stores what {@code exporter} has sent. */
    dev.jbuild.cache.file.Tree by(Exporter exporter)
            throws BuildException, InterruptedException, IOException {
        boolean sent = export(exporter, this::pickOrCopy);
        if (picking && !(sent && isFolder())) {
            picking = false;
            export(exporter, this::copy);
        }
        return arriving.tree().orElseThrow(this::notMade);
    }

    /** A folder below a link is not found at its path among all files, and a link is none. */
    private boolean isFolder() {
        return arriving.tree().isPresent()
                && arriving.tree().get().entries().stream()
                        .map(FileEntry::path)
                        .noneMatch(String::isEmpty);
    }

    private GatewayResult pickOrCopy(Gateway gateway)
            throws BuildkitException, InterruptedException {
        picking = false;
        if (tree instanceof dev.jbuild.buildkit.llb.Output files && isPickable()) {
            Ref made = gateway.solve(Definition.of(files));
            long entries = new Census(gateway, made).below(artifact.place());
            if (entries >= MANY) {
                picking = true;
                arriving.expect(
                        new ArrivingArtifact.Place(
                                artifact.place().substring(1), LISTED_FOR_ONE_COPIED * entries));
                return GatewayResult.single(made, "");
            }
        }
        return copy(gateway);
    }

    /** Patterns spare the builder what does not count only while it copies. */
    private boolean isPickable() {
        return artifact.pattern().isEmpty() && !artifact.place().equals("/");
    }

    private GatewayResult copy(Gateway gateway) throws BuildkitException, InterruptedException {
        arriving.expect(ArrivingArtifact.IN_A_COPY);
        return GatewayResult.single(gateway.solve(copied()), "");
    }

    private Definition copied() {
        // Patterns only spare the builder what does not count: an old one does not know them.
        CopyOptions options =
                artifact.pattern().isEmpty()
                        ? CopyOptions.DEFAULT
                        : CopyOptions.builder()
                                .contentsOnly(true)
                                .include(List.of(artifact.pattern().get()))
                                .build();
        FileAction copy =
                new FileAction.Copy(
                        tree,
                        artifact.place(),
                        "/" + ArrivingArtifact.IN_A_COPY.path(),
                        Owner.KEEP,
                        options);
        // Where steps are done again, the builder would take this copy of their earlier results for
        // one of the new ones.
        Remarks remarks = Remarks.named("artifact " + output.path()).withIgnoreCache(true);
        return Definition.of(FileOp.of(Tree.scratch(), copy).vertex(remarks).output());
    }

    /** Whether all has been sent; if not, it has only not been picked. */
    private boolean export(Exporter exporter, Builder.Work<GatewayResult> work)
            throws BuildException, InterruptedException, IOException {
        try {
            exporter.export(output.allNodes(), new Export.Files(arriving::open), work);
            return true;
        } catch (BuildkitException.StepFailed e) {
            if (e.vertex().isPresent() && !e.vertex().get().equals(root(copied()))) {
                throw Failures.of("make `" + output.node().target() + "` again", e);
            }
            throw saysMissing(e) ? notMade() : notFetched(e);
        } catch (BuildkitException e) {
            if (picking && e instanceof BuildkitException.DaemonError) {
                // Of something that is not part of the artifact, perhaps.
                return false;
            }
            // Whatever it says: it was told by us.
            requireNoFailure();
            throw notFetched(e);
        }
    }

    /** Whether there is nothing to copy: the copy also fails when a layer cannot be pulled. */
    private static boolean saysMissing(BuildkitException.StepFailed failure) {
        String said = String.valueOf(failure.getMessage());
        return Stream.of("not found", "no such file", "not a directory").anyMatch(said::contains);
    }

    private EnvironmentFailure notFetched(BuildkitException cause) {
        return Failures.of("fetch artifact `" + output.path() + "`", cause);
    }

    private void requireNoFailure() throws BuildException, IOException {
        try {
            arriving.requireNoFailure();
        } catch (NoRoomException e) {
            throw new EnvironmentFailure(
                    "no-room",
                    "artifact `%s` of `%s` is too large: %s"
                            .formatted(output.path(), output.node().target(), e.getMessage()),
                    "make room there, or `jbuild cache gc --cache-size SIZE`, or move the cache:"
                            + " JBUILD_HOME names its folder; if it should not be that large,"
                            + " look at what `"
                            + output.node().target()
                            + "` writes",
                    e);
        } catch (SpecialFileException e) {
            throw new UserMistake(
                    Diagnostic.at(
                            output.span(),
                            "special-file",
                            "`%s` made `%s`, which is %s"
                                    .formatted(
                                            output.node().target(),
                                            e.in(artifact.place()),
                                            e.kind()),
                            "leave it out of artifact `"
                                    + output.path()
                                    + "`: only files, folders and links can be delivered"));
        }
    }

    private UserMistake notMade() {
        return new UserMistake(
                Diagnostic.at(
                        output.span(),
                        NO_SUCH_ARTIFACT,
                        "`" + output.node().target() + "` made no `" + output.path() + "`",
                        "check the path; a relative one starts at the working folder"));
    }

    private static OpDigest root(Definition definition) {
        return definition.root().vertex().digest();
    }
}
