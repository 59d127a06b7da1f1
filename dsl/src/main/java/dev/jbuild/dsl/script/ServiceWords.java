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

    /// Puts a container beside every `run` that follows in the target, which finds it in the
    /// network by its name. Each run finds it new, and it is gone when the run has ended.
    ///
    /// - `image:` an image by name, or a target (`'+name'`).
    /// - `args:` arguments for the target.
    /// - `platform:` the platform of the container.
    /// - `env:` variables of the container, names with values.
    /// - `cmd:` a text or a list of them: arguments of the image's program.
    /// - `user:` who runs it; as in the image by default.
    /// - `tmpfs:` a path or a list of them: folders in memory.
    /// - `aliases:` a name or a list of them: other names in the network.
    /// - `ready:` when the run may begin: `tcp(5432)`, `http(8080, '/health')`, `health()`, or a
    ///   program in the container that succeeds, as a text or a list.
    /// - `timeout:` how long it may take to be ready; `'1m'` by default.
    ///
    /// ```groovy
    /// target('postgres') {
    ///     String version = arg('VERSION', default: '15')
    ///     from "postgres:${version}"
    /// }
    ///
    /// target('test') {
    ///     from 'debian:bookworm-slim'
    ///     service 'db', image: '+postgres', args: [VERSION: '16'], env: [POSTGRES_PASSWORD: 'test'],
    ///         ready: tcp(5432), timeout: '2m', tmpfs: '/var/lib/postgresql/data'
    ///     service 'cache', image: 'redis:7', platform: 'native', user: 'redis', aliases: 'redis',
    ///         cmd: ['redis-server', '--appendonly', 'yes'], ready: ['redis-cli', 'ping']
    ///     run 'make test'
    /// }
    /// ```
    public void service(@Nullable Map<String, ?> options, @Nullable String name) {
        Options given = Options.of(call, options, WordOptions.SERVICE);
        call.step("service", Services.of(call, call.text("the name", name), given));
    }

    /// A service is ready when it listens at a port.
    ///
    /// ```groovy
    /// service 'db', image: 'postgres:15', ready: tcp(5432)
    /// run 'make test'
    /// ```
    public Ready tcp(@Nullable Integer port) {
        return new Ready.Tcp(Ports.number(call, port));
    }

    /// A service is ready when it answers at a port.
    public Ready http(@Nullable Integer port) {
        return http(port, "/");
    }

    /// A service is ready when a request to a port succeeds, for the path `/` or another.
    ///
    /// ```groovy
    /// service 'api', image: 'example.org/api:1', ready: http(8080, '/health')
    /// run 'make test'
    /// ```
    public Ready http(@Nullable Integer port, @Nullable String path) {
        return new Ready.Http(
                Ports.number(call, port), Services.path(call, call.text("the path", path)));
    }

    /// A service is ready when the health check of its image succeeds.
    ///
    /// ```groovy
    /// service 'worker', image: 'example.org/worker:1', ready: health()
    /// run 'make test'
    /// ```
    public Ready health() {
        return new Ready.Health();
    }
}
