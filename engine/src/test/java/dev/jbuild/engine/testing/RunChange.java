package dev.jbuild.engine.testing;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

import dev.jbuild.model.RunOptions;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.Step;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Options of a run in the making. */
public final class RunChange {
    private final SequencedMap<String, String> env = new LinkedHashMap<>();
    private final List<RunOptions.Secret> secrets = new ArrayList<>();
    private final List<String> tmpfs = new ArrayList<>();
    private final List<Step.Copy> mounts = new ArrayList<>();
    private Optional<String> user = Optional.empty();
    private Optional<String> workdir = Optional.empty();
    private RunOptions.Network network = RunOptions.Network.ENGINE;
    private boolean ssh;
    private boolean privileged;
    private Optional<Duration> timeout = Optional.empty();
    private int retries;
    private RunOptions.When when = RunOptions.When.CHANGED;

    public RunOptions options() {
        return new RunOptions(
                new RunOptions.Setting(env, user, workdir, tmpfs, mounts),
                new RunOptions.Access(secrets, ssh, network, privileged),
                new RunOptions.Attempts(timeout, retries),
                when);
    }

    @CanIgnoreReturnValue
    public RunChange env(String name, String value) {
        env.put(name, value);
        return this;
    }

    @CanIgnoreReturnValue
    public RunChange secret(RunOptions.Secret secret) {
        secrets.add(secret);
        return this;
    }

    @CanIgnoreReturnValue
    public RunChange tmpfs(String path) {
        tmpfs.add(path);
        return this;
    }

    @CanIgnoreReturnValue
    public RunChange mount(String place, Step.CopySource source) {
        SourceSpan span = new SourceSpan("jbuild.groovy", 1, 1, 2);
        mounts.add(new Step.Copy(source, place, Step.CopyOptions.DEFAULT, span));
        return this;
    }

    @CanIgnoreReturnValue
    public RunChange user(String name) {
        user = Optional.of(name);
        return this;
    }

    @CanIgnoreReturnValue
    public RunChange workdir(String path) {
        workdir = Optional.of(path);
        return this;
    }

    @CanIgnoreReturnValue
    public RunChange network(RunOptions.Network other) {
        network = other;
        return this;
    }

    @CanIgnoreReturnValue
    public RunChange ssh() {
        ssh = true;
        return this;
    }

    @CanIgnoreReturnValue
    public RunChange privileged() {
        privileged = true;
        return this;
    }

    @CanIgnoreReturnValue
    public RunChange timeout(Duration limit) {
        timeout = Optional.of(limit);
        return this;
    }

    @CanIgnoreReturnValue
    public RunChange retries(int more) {
        retries = more;
        return this;
    }

    @CanIgnoreReturnValue
    public RunChange when(RunOptions.When other) {
        when = other;
        return this;
    }
}
