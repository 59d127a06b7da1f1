package dev.jbuild.buildkit.llb;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Runs a program in a tree. Make one with {@link #command}.
 *
 * @param env {@code KEY=value}; the daemon inherits nothing from an image and adds only a default
 *     PATH and HOME
 * @param user name or {@code uid[:gid]}; empty is root
 * @param mounts sorted by path; the one at {@code /} is the root file system
 * @param validExitCodes codes that count as success; empty is 0 only. Docker before 27.5 ignores it
 */
public record ExecOp(
        List<String> args,
        List<String> env,
        String cwd,
        String user,
        List<Mount> mounts,
        Network network,
        Security security,
        List<SecretEnv> secretEnv,
        @Nullable ProxyEnv proxy,
        String hostname,
        List<HostIp> extraHosts,
        List<Ulimit> ulimits,
        List<Integer> validExitCodes,
        Platform platform)
        implements Op {

    /** What the step may reach. */
    public enum Network {
        /** The daemon's network for steps. */
        SANDBOX,
        /** The daemon's own network; needs an entitlement. */
        HOST,
        /** Nothing. */
        NONE
    }

    /** What the step may do. */
    public enum Security {
        SANDBOX,
        /** Everything; needs an entitlement, and the daemon's consent. */
        INSECURE
    }

    /** Throws {@link IllegalArgumentException} for what a daemon would refuse, or worse. */
    public ExecOp {
        args = List.copyOf(args);
        env = List.copyOf(env);
        // The order of mounts is part of the digest though it has no meaning.
        mounts = mounts.stream().sorted(Comparator.comparing(Mount::dest)).toList();
        secretEnv = List.copyOf(secretEnv);
        extraHosts = List.copyOf(extraHosts);
        ulimits = List.copyOf(ulimits);
        validExitCodes = List.copyOf(validExitCodes);
        if (args.isEmpty()) {
            throw new IllegalArgumentException("a step needs a command");
        }
        Paths.requireAbsolute(cwd);
        Set<String> seen = new HashSet<>();
        for (Mount mount : mounts) {
            if (!seen.add(mount.dest())) {
                throw new IllegalArgumentException("two mounts at `" + mount.dest() + "`");
            }
        }
        // Sorted by path, so that the root comes first.
        if (mounts.isEmpty()
                || !mounts.getFirst().dest().equals("/")
                || !(mounts.getFirst() instanceof Mount.Bind)) {
            throw new IllegalArgumentException("a step needs a tree at /");
        }
    }

    /** Starts a step that runs the program with these arguments in a writable {@code root}. */
    public static ExecBuilder command(Platform platform, Tree root, List<String> args) {
        return new ExecBuilder(platform, root, args);
    }

    @Override
    public List<Output> inputs() {
        var inputs = new LinkedHashSet<Output>();
        for (Mount mount : mounts) {
            if (source(mount) instanceof Output output) {
                inputs.add(output);
            }
        }
        return List.copyOf(inputs);
    }

    @Override
    public int outputCount() {
        return (int) mounts.stream().filter(ExecOp::hasOutput).count();
    }

    /**
     * Index of the output that holds what the step left at the mount {@code dest}; the daemon
     * counts the mounts that have one. Throws {@link IllegalArgumentException} when there is none.
     */
    public int outputIndex(String dest) {
        int index = 0;
        for (Mount mount : mounts) {
            if (hasOutput(mount)) {
                if (mount.dest().equals(dest)) {
                    return index;
                }
                index++;
            }
        }
        throw new IllegalArgumentException("no mount with an output at `" + dest + "`");
    }

    static boolean hasOutput(Mount mount) {
        return mount instanceof Mount.Bind bind && bind.mode() == Mount.BindMode.OUTPUT;
    }

    static Tree source(Mount mount) {
        return switch (mount) {
            case Mount.Bind bind -> bind.source();
            case Mount.Cache cache -> cache.source();
            case Mount.Tmpfs _, Mount.Secret _, Mount.Ssh _ -> Tree.scratch();
        };
    }
}
