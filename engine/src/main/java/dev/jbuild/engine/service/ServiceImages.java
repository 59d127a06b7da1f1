package dev.jbuild.engine.service;

import com.google.errorprone.annotations.concurrent.GuardedBy;

import dev.jbuild.buildkit.BuildkitException;
import dev.jbuild.buildkit.Export;
import dev.jbuild.buildkit.GatewayResult;
import dev.jbuild.buildkit.Ref;
import dev.jbuild.buildkit.llb.Definition;
import dev.jbuild.buildkit.llb.Output;
import dev.jbuild.engine.docker.DockerEngine;
import dev.jbuild.engine.lower.ServiceUse;
import dev.jbuild.engine.solve.Exporter;
import dev.jbuild.engine.solve.Failures;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The images of services, in the engine for as long as a build lasts. Whether a service is of an
 * image or of a target, the builder has its files; so what runs is exactly what is in the key.
 */
final class ServiceImages {
    private final DockerEngine engine;
    private final Exporter exporter;
    private final Owner owner;
    private final CountDownLatch closing;

    /** By what tells images apart. */
    @GuardedBy("this")
    private final Map<String, FutureTask<ImageName>> loads = new HashMap<>();

    /** Names that the engine may have. */
    @GuardedBy("this")
    private final List<ImageName> names = new ArrayList<>();

    /** Threads that the builder keeps waiting. */
    @GuardedBy("this")
    private final Set<Thread> waiting = new HashSet<>();

    ServiceImages(DockerEngine engine, Exporter exporter, Owner owner, CountDownLatch closing) {
        this.engine = engine;
        this.exporter = exporter;
        this.owner = owner;
        this.closing = closing;
    }

    /** The name of the image of a service, which the engine has when this returns. */
    ImageName of(ServiceUse.Service service) throws BuildException, InterruptedException {
        FutureTask<ImageName> load;
        synchronized (this) {
            if (closing.getCount() == 0) {
                throw new InterruptedException();
            }
            load =
                    loads.computeIfAbsent(
                            service.image(), _ -> new FutureTask<>(() -> load(service)));
            waiting.add(Thread.currentThread());
        }
        try {
            load.run();
            return load.get();
        } catch (ExecutionException e) {
            synchronized (this) {
                // Whoever asks next tries again: the connection may have been lost.
                loads.remove(service.image(), load);
            }
            switch (e.getCause()) {
                case BuildException failure -> throw failure;
                case InterruptedException stop -> throw stop;
                case null, default -> throw new IllegalStateException(e);
            }
        } finally {
            synchronized (this) {
                waiting.remove(Thread.currentThread());
            }
        }
    }

    private ImageName load(ServiceUse.Service service) throws BuildException, InterruptedException {
        ImageName name = owner.image();
        synchronized (this) {
            names.add(name);
        }
        try {
            exporter.export(
                    List.of(service.node()),
                    new Export.Moby(List.of(name.toString()), false, Map.of()),
                    gateway ->
                            GatewayResult.single(
                                    service.tree() instanceof Output tree
                                            ? gateway.solve(Definition.of(tree))
                                            : Ref.SCRATCH,
                                    service.config().document(service.platform())));
        } catch (BuildkitException e) {
            throw Failures.of("load the image of service `" + service.name() + "`", e);
        }
        return name;
    }

    /** Ends what waits for the builder; nothing is loaded any more. */
    synchronized void breakOff() {
        waiting.forEach(Thread::interrupt);
    }

    /** Takes their names away again, and with them the images that nobody else has. */
    void remove() throws EnvironmentFailure {
        List<ImageName> all;
        synchronized (this) {
            all = List.copyOf(names);
        }
        for (ImageName name : all) {
            engine.untag(name);
        }
    }
}
