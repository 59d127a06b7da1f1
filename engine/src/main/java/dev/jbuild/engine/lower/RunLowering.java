package dev.jbuild.engine.lower;

import dev.jbuild.buildkit.llb.ExecBuilder;
import dev.jbuild.buildkit.llb.ExecOp;
import dev.jbuild.buildkit.llb.Mount;
import dev.jbuild.buildkit.llb.SecretEnv;
import dev.jbuild.buildkit.llb.Tree;
import dev.jbuild.model.Step;

import java.util.List;
import java.util.Map;

/** Runs, in a sandbox that holds the file system, the target's caches, and what is ambient. */
final class RunLowering {
    private RunLowering() {}

    static Tree lower(Step.Run run, Lowering at) {
        Map<String, String> variables = at.config().environment();
        ExecBuilder exec =
                ExecOp.command(at.platform(), at.tree(), argv(run.command()))
                        .cwd(at.config().workdir())
                        .user(at.config().user());
        variables.forEach(exec::env);
        for (Step.Cache cache : at.caches()) {
            exec.mount(mount(cache, at));
        }
        at.ambient().mounts().forEach(exec::mount);
        for (SecretEnv variable : at.ambient().secretVariables()) {
            if (!variables.containsKey(variable.variable())) {
                exec.secretEnv(variable);
            }
        }
        at.ambient()
                .plainVariables()
                .forEach(
                        (name, value) -> {
                            if (!variables.containsKey(name)) {
                                exec.env(name, value);
                            }
                        });
        at.ambient().proxy().ifPresent(exec::proxy);
        return at.output(exec.build(), run);
    }

    private static List<String> argv(Step.Command command) {
        return switch (command) {
            case Step.Command.Script(String text) -> List.of("/bin/sh", "-ec", text);
            case Step.Command.Argv(List<String> argv) -> argv;
        };
    }

    private static Mount mount(Step.Cache cache, Lowering at) {
        return new Mount.Cache(
                Paths.resolve(at.config().workdir(), at.expand(cache.path())),
                // Cache folders are shared by all users of a daemon: keep clear of those of other
                // tools.
                "jbuild/" + cache.id(),
                switch (cache.sharing()) {
                    case SHARED -> Mount.CacheSharing.SHARED;
                    case LOCKED -> Mount.CacheSharing.LOCKED;
                    case PRIVATE -> Mount.CacheSharing.PRIVATE;
                });
    }
}
