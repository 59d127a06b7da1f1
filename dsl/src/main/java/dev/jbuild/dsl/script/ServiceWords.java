package dev.jbuild.dsl.script;

import dev.jbuild.model.ServiceOptions.Ready;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/** The words for services beside runs. */
public final class ServiceWords {
    private final Call call;

    ServiceWords(Call call) {
        this.call = call;
    }

    /** Puts a container of an image or a target beside every run that follows. */
    public void service(@Nullable Map<String, ?> options, @Nullable String name) {
        Options given = Options.of(call, options, WordOptions.SERVICE);
        call.step("service", Services.of(call, call.text("the name", name), given));
    }

    /** A service is ready when it listens at a port. */
    public Ready tcp(@Nullable Integer port) {
        return new Ready.Tcp(Ports.number(call, port));
    }

    /** A service is ready when it answers at a port. */
    public Ready http(@Nullable Integer port) {
        return http(port, "/");
    }

    /** A service is ready when it answers at a port for a path. */
    public Ready http(@Nullable Integer port, @Nullable String path) {
        return new Ready.Http(
                Ports.number(call, port), Services.path(call, call.text("the path", path)));
    }

    /** A service is ready when the health check of its image succeeds. */
    public Ready health() {
        return new Ready.Health();
    }
}
