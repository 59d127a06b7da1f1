package dev.jbuild.engine.lower;

import dev.jbuild.buildkit.llb.ExecBuilder;
import dev.jbuild.buildkit.llb.ExecOp;
import dev.jbuild.buildkit.llb.FileAction;
import dev.jbuild.buildkit.llb.FileOp;
import dev.jbuild.buildkit.llb.Mount;
import dev.jbuild.buildkit.llb.Output;
import dev.jbuild.buildkit.llb.Owner;
import dev.jbuild.buildkit.llb.ProxyEnv;
import dev.jbuild.buildkit.llb.SecretEnv;
import dev.jbuild.buildkit.llb.Tree;
import dev.jbuild.model.RunOptions;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.Step;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

/** Runs, in a sandbox that holds the file system, the target's caches, and what is ambient. */
final class RunLowering {
    /** Where a cache folder with an owner or mode of its own lies within its first content. */
    private static final String CACHE_ROOT = "/cache";

    /** Where the names of services are. */
    private static final String HOSTS = "/etc/hosts";

    /** Where mounted files of the project lie in a tree of their own. */
    private static final String MOUNT_ROOT = "/mount";

    private static final String AGENT = "/run/buildkit/ssh_agent.0";

    /** Tells a run that is due in every build from that of another build. */
    private static final String BUILD_VARIABLE = "JBUILD_BUILD";

    /**
     * Tries {@code $2...} until it succeeds, at most {@code $1} times more. What fails for want of
     * a network needs time between attempts, more each time; an image without {@code sleep} does
     * without.
     */
    private static final String RETRIES =
            """
            left=$1 pause=1; shift
            while :; do
              code=0; "$@" || code=$?
              [ $code -ne 0 ] && [ $left -gt 0 ] || exit $code
              echo "exit code $code, attempts left: $left; the next in $pause s" >&2
              sleep $pause || :
              left=$((left - 1))
              pause=$((pause < 16 ? pause * 2 : 30))
            done\
            """;

    private final Step.Run run;
    private final RunOptions.Setting setting;
    private final RunOptions.Access access;
    private final Lowering at;
    private final String workdir;
    private final String user;
    private final Optional<ServiceUse> services;

    private RunLowering(Step.Run run, Lowering at) {
        this.run = run;
        this.setting = run.options().setting();
        this.access = run.options().access();
        this.at = at;
        this.workdir =
                setting.workdir()
                        .map(path -> Paths.resolve(at.config().workdir(), at.expand(path)))
                        .orElse(at.config().workdir());
        this.user = setting.user().orElse(at.config().user());
        this.services =
                at.services().isEmpty() || access.network() == RunOptions.Network.NONE
                        ? Optional.empty()
                        : Optional.of(ServiceUse.of(at.services(), argv()));
    }

    static Output lower(Step.Run run, Lowering at) throws UserMistake {
        RunLowering lowering = new RunLowering(run, at);
        lowering.requirePlaces();
        Output output = at.output(lowering.exec(), run);
        run.options().attempts().timeout().ifPresent(limit -> at.limit(output, limit));
        lowering.services.ifPresent(use -> at.beside(output, use));
        return output;
    }

    private ExecOp exec() {
        ExecBuilder exec =
                ExecOp.command(at.platform(), at.tree(), argv())
                        .cwd(workdir)
                        .user(user)
                        .network(network())
                        .security(
                                access.privileged()
                                        ? ExecOp.Security.INSECURE
                                        : ExecOp.Security.SANDBOX);
        SequencedMap<String, String> variables = variables();
        variables.forEach(exec::env);
        // What is said later takes the place of what is at the same path.
        at.caches().forEach(cache -> exec.mount(cache(cache)));
        setting.tmpfs().forEach(path -> exec.mount(new Mount.Tmpfs(path(path), 0)));
        setting.mounts().forEach(mount -> exec.mount(mount(mount)));
        Set<String> taken = new HashSet<>(variables.keySet());
        secrets(exec, taken);
        services.ifPresent(use -> exec.mount(new Mount.Secret(HOSTS, use.id(), 0, 0, 0444, false)));
        if (access.ssh()) {
            exec.mount(new Mount.Ssh(AGENT, "default", uid(), uid(), mode(0600, 0666), false));
        }
        ambient(exec, taken);
        return exec.build();
    }

    /** Nothing can take the place of the file system itself; what a path is, is known only here. */
    private void requirePlaces() throws UserMistake {
        for (Step.Cache cache : at.caches()) {
            requirePlace(cache.path(), cachePath(cache), cache.span());
        }
        for (String place : places()) {
            requirePlace(place, path(place), run.span());
        }
    }

    /** Where the run finds what it has by its own options or by steps that are no steps here. */
    private List<String> places() {
        List<String> places = new ArrayList<>(setting.tmpfs());
        setting.mounts().forEach(mount -> places.add(mount.into()));
        for (RunOptions.Secret secret : access.secrets()) {
            if (secret instanceof RunOptions.Secret.File(String path, String _)) {
                places.add(path);
            }
        }
        return places;
    }

    private static void requirePlace(String written, String path, SourceSpan span)
            throws UserMistake {
        if (path.equals("/")) {
            throw new UserMistake(
                    Diagnostic.at(
                            span,
                            "mount-root",
                            "`" + written + "` is `/` here, the file system of the target itself",
                            "name a folder in it; a relative path starts at the workdir, and"
                                    + " unset variables are empty"));
        }
    }

    private SequencedMap<String, String> variables() {
        SequencedMap<String, String> variables = new LinkedHashMap<>(at.config().environment());
        // A secret takes the place of a variable of the target.
        access.secrets().stream()
                .filter(RunOptions.Secret.Variable.class::isInstance)
                .forEach(secret -> variables.remove(((RunOptions.Secret.Variable) secret).name()));
        setting.env().forEach((name, value) -> variables.put(name, at.expand(value)));
        if (access.ssh()) {
            variables.put("SSH_AUTH_SOCK", AGENT);
        }
        if (run.options().when() != RunOptions.When.CHANGED) {
            variables.put(BUILD_VARIABLE, at.facts().build());
        }
        return variables;
    }

    private void secrets(ExecBuilder exec, Set<String> taken) {
        for (RunOptions.Secret secret : access.secrets()) {
            switch (secret) {
                case RunOptions.Secret.Variable(String name, String id) -> {
                    exec.secretEnv(new SecretEnv(name, id, false));
                    taken.add(name);
                }
                case RunOptions.Secret.File(String path, String id) ->
                        exec.mount(
                                new Mount.Secret(
                                        path(path), id, uid(), uid(), mode(0400, 0444), false));
            }
        }
    }

    private void ambient(ExecBuilder exec, Set<String> taken) {
        at.ambient().mounts().forEach(exec::mount);
        for (SecretEnv variable : at.ambient().secretVariables()) {
            if (!taken.contains(variable.variable())) {
                exec.secretEnv(variable);
            }
        }
        at.ambient()
                .plainVariables()
                .forEach(
                        (name, value) -> {
                            if (!taken.contains(name)) {
                                exec.env(name, value);
                            }
                        });
        if (access.network() != RunOptions.Network.NONE) {
            at.ambient().proxy().map(this::proxy).ifPresent(exec::proxy);
        }
    }

    /** A service is beside the step, and not behind a proxy. */
    private ProxyEnv proxy(ProxyEnv host) {
        List<String> direct = new ArrayList<>(host.no().isEmpty() ? List.of() : List.of(host.no()));
        services.ifPresent(use -> direct.addAll(use.hosts()));
        return new ProxyEnv(
                host.http(), host.https(), host.ftp(), String.join(",", direct), host.all());
    }

    private List<String> argv() {
        List<String> argv =
                switch (run.command()) {
                    case Step.Command.Script(String text) ->
                            Stream.concat(at.shell().stream(), Stream.of(text)).toList();
                    case Step.Command.Argv(List<String> given) -> given;
                };
        int retries = run.options().attempts().retries();
        return retries == 0
                ? argv
                : Stream.concat(
                                Stream.of(
                                        "/bin/sh", "-c", RETRIES, "sh", Integer.toString(retries)),
                                argv.stream())
                        .toList();
    }

    private ExecOp.Network network() {
        return switch (access.network()) {
            case ENGINE -> ExecOp.Network.SANDBOX;
            case HOST -> ExecOp.Network.HOST;
            case NONE -> ExecOp.Network.NONE;
        };
    }

    private String path(String path) {
        return Paths.resolve(workdir, at.expand(path));
    }

    /** The number of the step's user; of one with a name, that of root. */
    private int uid() {
        String name = user.split(":", 2)[0];
        return Owner.isNumber(name) ? Integer.parseInt(name) : 0;
    }

    /** A file that only its owner may use has to be for all where the owner has only a name. */
    private int mode(int ofOwner, int ofAll) {
        String name = user.split(":", 2)[0];
        return name.isEmpty() || name.equals("root") || Owner.isNumber(name) ? ofOwner : ofAll;
    }

    private Mount mount(Step.Copy mount) {
        String path = path(mount.into());
        if (mount.source() instanceof Step.CopySource.Artifact artifact) {
            Facts.Taken taken = at.facts().artifact(artifact.recipe(), artifact.path());
            if (taken instanceof Facts.Made(Tree tree, String inside)) {
                return new Mount.Bind(path, tree, inside, Mount.BindMode.READ_ONLY);
            }
            Tree sent = CopyLowering.alone(at.made(taken, mount), mount, MOUNT_ROOT, at);
            return new Mount.Bind(path, sent, MOUNT_ROOT, Mount.BindMode.READ_ONLY);
        }
        // Not as they were sent: their times and owners are those of this machine.
        Tree files = CopyLowering.alone(mount, MOUNT_ROOT, at);
        return new Mount.Bind(path, files, MOUNT_ROOT, Mount.BindMode.READ_ONLY);
    }

    private String cachePath(Step.Cache cache) {
        return Paths.resolve(at.config().workdir(), at.expand(cache.path()));
    }

    private Mount cache(Step.Cache cache) {
        // Cache folders are shared by all users of a daemon: keep clear of those of other tools.
        String id = "jbuild/" + cache.id();
        String path = cachePath(cache);
        Mount.CacheSharing sharing =
                switch (cache.sharing()) {
                    case SHARED -> Mount.CacheSharing.SHARED;
                    case LOCKED -> Mount.CacheSharing.LOCKED;
                    case PRIVATE -> Mount.CacheSharing.PRIVATE;
                };
        if (cache.owner().isEmpty() && cache.mode().isEmpty()) {
            return new Mount.Cache(path, id, sharing);
        }
        int mode = Integer.parseInt(cache.mode().orElse("755"), 8);
        Owner owner = cache.owner().map(text -> Owners.of(text, at.tree())).orElse(Owner.KEEP);
        FileAction folder = new FileAction.Mkdir(CACHE_ROOT, mode, false, owner, CopyLowering.TIME);
        Tree first = at.output(FileOp.of(Tree.scratch(), folder), cache);
        return new Mount.Cache(path, id, sharing, first, CACHE_ROOT);
    }
}
