package dev.jbuild.buildkit.llb;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Collects the many optional parts of an {@link ExecOp}. For use by one thread. */
public final class ExecBuilder {

    private final Platform platform;
    private final List<String> args;
    private final List<String> env = new ArrayList<>();
    private final List<Mount> mounts = new ArrayList<>();
    private final List<SecretEnv> secretEnv = new ArrayList<>();
    private final List<HostIp> extraHosts = new ArrayList<>();
    private final List<Ulimit> ulimits = new ArrayList<>();
    private final List<Integer> validExitCodes = new ArrayList<>();
    private String cwd = "/";
    private String user = "";
    private String hostname = "";
    private ExecOp.Network network = ExecOp.Network.SANDBOX;
    private ExecOp.Security security = ExecOp.Security.SANDBOX;
    private @Nullable ProxyEnv proxy;

    ExecBuilder(Platform platform, Tree root, List<String> args) {
        this.platform = platform;
        this.args = args;
        mounts.add(new Mount.Bind("/", root, Mount.BindMode.OUTPUT));
    }

    /** Adds {@code name=value}. */
    public ExecBuilder env(String name, String value) {
        env.add(name + "=" + value);
        return this;
    }

    /** Adds entries of the form {@code name=value}, as image configs have them. */
    public ExecBuilder env(List<String> entries) {
        env.addAll(entries);
        return this;
    }

    public ExecBuilder cwd(String cwd) {
        this.cwd = cwd;
        return this;
    }

    public ExecBuilder user(String user) {
        this.user = user;
        return this;
    }

    /** Adds a mount, or takes the place of the one at the same path. */
    public ExecBuilder mount(Mount mount) {
        mounts.removeIf(old -> old.dest().equals(mount.dest()));
        mounts.add(mount);
        return this;
    }

    /** Takes the root file system read-only, so that the step has no output there. */
    public ExecBuilder readonlyRoot() {
        Mount.Bind root =
                (Mount.Bind)
                        mounts.stream().filter(m -> m.dest().equals("/")).findFirst().orElseThrow();
        return mount(new Mount.Bind("/", root.source(), root.selector(), Mount.BindMode.READ_ONLY));
    }

    public ExecBuilder network(ExecOp.Network network) {
        this.network = network;
        return this;
    }

    public ExecBuilder security(ExecOp.Security security) {
        this.security = security;
        return this;
    }

    public ExecBuilder secretEnv(SecretEnv secret) {
        secretEnv.add(secret);
        return this;
    }

    public ExecBuilder proxy(ProxyEnv proxy) {
        this.proxy = proxy;
        return this;
    }

    public ExecBuilder hostname(String hostname) {
        this.hostname = hostname;
        return this;
    }

    public ExecBuilder extraHost(HostIp line) {
        extraHosts.add(line);
        return this;
    }

    public ExecBuilder ulimit(Ulimit ulimit) {
        ulimits.add(ulimit);
        return this;
    }

    /** Adds exit codes that count as success; mention 0 as well. */
    public ExecBuilder validExitCodes(List<Integer> codes) {
        validExitCodes.addAll(codes);
        return this;
    }

    public ExecOp build() {
        return new ExecOp(
                args,
                env,
                cwd,
                user,
                mounts,
                network,
                security,
                secretEnv,
                proxy,
                hostname,
                extraHosts,
                ulimits,
                validExitCodes,
                platform);
    }

    /** The finished step's root file system. */
    public Output root() {
        return root(Remarks.NONE);
    }

    /** The finished step's root file system. */
    public Output root(Remarks remarks) {
        ExecOp op = build();
        return new Output(op.vertex(remarks), op.outputIndex("/"));
    }
}
