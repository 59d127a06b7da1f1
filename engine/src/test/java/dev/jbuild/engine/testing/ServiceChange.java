package dev.jbuild.engine.testing;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

import dev.jbuild.model.ImageName;
import dev.jbuild.model.Platform;
import dev.jbuild.model.ServiceOptions;
import dev.jbuild.model.ServiceOptions.Ready;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.Step;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** A service in the making: of the base image, unless said otherwise. */
public final class ServiceChange {
    private final String name;
    private final SequencedMap<String, String> env = new LinkedHashMap<>(Map.of());
    private final List<String> aliases = new ArrayList<>();
    private final List<String> tmpfs = new ArrayList<>();
    private Step.Base base = new Step.Base.Image(ImageName.parse(TestProject.BASE));
    private Platform platform = TestProject.AMD64;
    private List<String> command = List.of();
    private Optional<String> user = Optional.empty();
    private Ready ready = new Ready.Started();
    private Duration timeout = Duration.ofSeconds(30);

    public ServiceChange(String name) {
        this.name = name;
    }

    public Step.Service service(SourceSpan span) {
        return new Step.Service(
                name,
                base,
                platform,
                new ServiceOptions(
                        aliases,
                        new ServiceOptions.Setting(env, command, user, tmpfs),
                        ready,
                        timeout),
                span);
    }

    @CanIgnoreReturnValue
    public ServiceChange image(String image) {
        base = new Step.Base.Image(ImageName.parse(image));
        return this;
    }

    /** Takes a target of linux/amd64. */
    @CanIgnoreReturnValue
    public ServiceChange target(String target) {
        base = new Step.Base.Target(TestProject.id(target));
        return this;
    }

    @CanIgnoreReturnValue
    public ServiceChange platform(Platform other) {
        platform = other;
        return this;
    }

    @CanIgnoreReturnValue
    public ServiceChange alias(String alias) {
        aliases.add(alias);
        return this;
    }

    @CanIgnoreReturnValue
    public ServiceChange env(String variable, String value) {
        env.put(variable, value);
        return this;
    }

    @CanIgnoreReturnValue
    public ServiceChange command(String... argv) {
        command = List.of(argv);
        return this;
    }

    @CanIgnoreReturnValue
    public ServiceChange user(String other) {
        user = Optional.of(other);
        return this;
    }

    @CanIgnoreReturnValue
    public ServiceChange tmpfs(String path) {
        tmpfs.add(path);
        return this;
    }

    @CanIgnoreReturnValue
    public ServiceChange ready(Ready when) {
        ready = when;
        return this;
    }

    @CanIgnoreReturnValue
    public ServiceChange timeout(Duration limit) {
        timeout = limit;
        return this;
    }
}
