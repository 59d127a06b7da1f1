package dev.jbuild.buildkit;

import dev.jbuild.buildkit.llb.Definition;
import dev.jbuild.buildkit.llb.ExecOp;
import dev.jbuild.buildkit.llb.Platform;
import dev.jbuild.buildkit.llb.ResolveMode;
import dev.jbuild.buildkit.llb.Vertex;

import java.util.List;
import java.util.Map;

/**
 * A running build, from within. All methods block, may be called by many threads at once, and end
 * early with {@link BuildkitException.Cancelled} or with the build's own failure when the build
 * ends.
 */
public interface Gateway {

    /**
     * Makes a tree, running what is not cached.
     *
     * @throws BuildkitException.StepFailed when an operation fails
     */
    Ref solve(Definition definition) throws BuildkitException, InterruptedException;

    /**
     * As {@link #solve}, but nothing runs until the tree is read or exported; that is also when it
     * fails.
     */
    Ref solveLazy(Definition definition) throws BuildkitException, InterruptedException;

    /**
     * Has the daemon translate a Dockerfile.
     *
     * @param dockerfile a tree with the file in it
     * @param context the files that its instructions may copy
     * @param options as in {@code target}, {@code platform}, {@code build-arg:NAME}
     * @throws BuildkitException.DaemonError when there is a mistake in the file
     */
    DockerfileResult dockerfile(
            Definition dockerfile, Definition context, Map<String, String> options)
            throws BuildkitException, InterruptedException;

    /**
     * Looks an image up.
     *
     * @param reference full name, as in {@code docker.io/library/debian:bookworm}
     * @throws BuildkitException.NotFound when neither daemon nor registry has it
     */
    ResolvedImage resolveImage(String reference, Platform platform, ResolveMode mode)
            throws BuildkitException, InterruptedException;

    /**
     * The content of a file, which has 256 MiB at most.
     *
     * @throws BuildkitException.NotFound when there is no such file
     */
    byte[] readFile(Ref ref, String path) throws BuildkitException, InterruptedException;

    /**
     * The entries of a directory, without what is below them.
     *
     * @throws BuildkitException.NotFound when there is no such directory
     */
    List<FileStat> readDir(Ref ref, String path) throws BuildkitException, InterruptedException;

    /**
     * One file; links are followed.
     *
     * @throws BuildkitException.NotFound when there is no such file
     */
    FileStat stat(Ref ref, String path) throws BuildkitException, InterruptedException;

    /**
     * Opens the sandbox of a step.
     *
     * @param step whose operation is an {@link ExecOp}; what it says of its inputs does not count
     * @param trees what is at each of its mounts, in their order: a solved tree, a part of {@link
     *     BuildkitException.StepFailed#mounts}, or {@link Ref#SCRATCH} where there is none
     * @throws BuildkitException.Rejected when there is no tree at the root
     */
    Container open(Vertex step, List<Ref> trees) throws BuildkitException, InterruptedException;

    /** What the daemon can do. Asked once per client. */
    Capabilities capabilities() throws BuildkitException, InterruptedException;
}
