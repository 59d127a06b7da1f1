package dev.jbuild.engine.run;

import dev.jbuild.buildkit.BuildkitException;
import dev.jbuild.buildkit.Container;
import dev.jbuild.buildkit.Gateway;
import dev.jbuild.buildkit.Ref;
import dev.jbuild.buildkit.llb.Definition;
import dev.jbuild.buildkit.llb.ExecOp;
import dev.jbuild.buildkit.llb.FileOp;
import dev.jbuild.buildkit.llb.Mount;
import dev.jbuild.buildkit.llb.Op;
import dev.jbuild.buildkit.llb.Output;
import dev.jbuild.buildkit.llb.Platform;
import dev.jbuild.buildkit.llb.Remarks;
import dev.jbuild.buildkit.llb.Tree;
import dev.jbuild.buildkit.llb.Vertex;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a step runs, and what is there at a moment.
 *
 * @param step that runs a program
 * @param trees at each of its mounts, the root first
 * @param left whether this is how the step left it; else it is how the step found it
 */
public record Sandbox(Vertex step, List<Ref> trees, boolean left) {
    private static final List<String> NOTHING = List.of("true");

    public Sandbox {
        trees = List.copyOf(trees);
    }

    /**
     * That of a step that failed, as it left it, or where that is not to be had, as it found it.
     *
     * @param made what the step is a part of
     * @param platform of the step
     * @return empty when there is no file system yet
     */
    public static Optional<Sandbox> of(
            FailedStep failed, Output made, Platform platform, Gateway gateway)
            throws BuildkitException, InterruptedException {
        Optional<Vertex> step =
                Definition.of(made).vertices().stream()
                        .filter(vertex -> vertex.digest().equals(failed.op()))
                        .findFirst();
        if (step.isEmpty()) {
            return Optional.empty();
        }
        Op op = step.get().op();
        if (op instanceof ExecOp exec) {
            boolean left = !failed.mounts().isEmpty() && !failed.mounts().getFirst().id().isEmpty();
            return Optional.of(
                    left
                            ? new Sandbox(step.get(), failed.mounts(), true)
                            : found(step.get(), exec, gateway));
        }
        return op instanceof FileOp file && file.base() instanceof Output before
                ? Optional.of(at(before, platform, gateway))
                : Optional.empty();
    }

    /** That of a step that would come next and has nothing of its own. */
    private static Sandbox at(Output tree, Platform platform, Gateway gateway)
            throws BuildkitException, InterruptedException {
        ExecOp exec = ExecOp.command(platform, tree, NOTHING).build();
        return found(exec.vertex(Remarks.NONE), exec, gateway);
    }

    /** That of a step before it runs. */
    public static Sandbox found(Vertex step, ExecOp exec, Gateway gateway)
            throws BuildkitException, InterruptedException {
        List<Ref> trees = new ArrayList<>();
        for (Mount mount : exec.mounts()) {
            trees.add(
                    source(mount) instanceof Output output
                            ? gateway.solve(Definition.of(output))
                            : Ref.SCRATCH);
        }
        return new Sandbox(step, trees, false);
    }

    private static Tree source(Mount mount) {
        return switch (mount) {
            case Mount.Bind bind -> bind.source();
            case Mount.Cache cache -> cache.source();
            case Mount.Tmpfs _, Mount.Secret _, Mount.Ssh _ -> Tree.scratch();
        };
    }

    /** Opens it with all that the step has. */
    public Container open(Gateway gateway) throws BuildkitException, InterruptedException {
        return gateway.open(step, trees);
    }

    /** Opens its file system alone, as root and without a network. */
    public Container openRoot(Gateway gateway) throws BuildkitException, InterruptedException {
        ExecOp exec = (ExecOp) step.op();
        Vertex bare =
                ExecOp.command(exec.platform(), source(exec.mounts().getFirst()), NOTHING)
                        .network(ExecOp.Network.NONE)
                        .build()
                        .vertex(Remarks.NONE);
        return gateway.open(bare, List.of(trees.getFirst()));
    }
}
