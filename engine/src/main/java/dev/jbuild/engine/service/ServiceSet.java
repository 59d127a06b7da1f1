package dev.jbuild.engine.service;

import dev.jbuild.engine.docker.Containers;
import dev.jbuild.engine.lower.ServiceUse;
import dev.jbuild.engine.secret.Mask;
import dev.jbuild.model.ServiceOptions.Ready;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The containers beside one run of a step. Started once, by one thread. */
final class ServiceSet {
    private static final Duration BEAT = Duration.ofMillis(100);
    private static final int LINES = 20;

    /** A check that begins in time may take this long. */
    private static final Duration LAST_CHECK = Duration.ofSeconds(1);

    private final ServiceUse use;
    private final Containers containers;
    private final ServiceImages images;
    private final Owner owner;
    private final Mask mask;
    private final CountDownLatch closing;

    /** Names of containers by services, those that may be there; guarded by itself. */
    private final Map<ServiceUse.Service, String> running = new LinkedHashMap<>();

    private volatile boolean over;

    /**
     * @param closing counted down when the build ends and nothing is to be started any more
     */
    ServiceSet(
            ServiceUse use,
            Containers containers,
            ServiceImages images,
            Owner owner,
            Mask mask,
            CountDownLatch closing) {
        this.use = use;
        this.containers = containers;
        this.images = images;
        this.owner = owner;
        this.mask = mask;
        this.closing = closing;
    }

    /**
     * Starts them, each when those before it are ready, and finds their addresses.
     *
     * @param events told what is waited for
     * @return addresses by name
     */
    SortedMap<String, String> start(Consumer<String> events)
            throws BuildException, NotReady, InterruptedException {
        SortedMap<String, String> hosts = new TreeMap<>();
        for (ServiceUse.Service service : use.services()) {
            events.accept("waiting for " + service.name());
            String address = start(service, hosts);
            service.hosts().forEach(name -> hosts.put(name, address));
        }
        return hosts;
    }

    private String start(ServiceUse.Service service, SortedMap<String, String> hosts)
            throws BuildException, NotReady, InterruptedException {
        String image = images.of(service).toString();
        String name = owner.container(service.name());
        synchronized (running) {
            if (over || closing.getCount() == 0) {
                throw new InterruptedException();
            }
            running.put(service, name);
        }
        var setting = service.step().options().setting();
        try {
            containers.start(
                    new Containers.Wish(
                            name,
                            image,
                            service.platform(),
                            setting.env(),
                            setting.command(),
                            setting.user(),
                            setting.tmpfs(),
                            hosts,
                            owner.labels(service.name())));
        } catch (Containers.StartRefused e) {
            throw new NotReady(
                    "service `" + service.name() + "` cannot be started: " + e.getMessage(),
                    "look at its `cmd:` and `user:`, and at the entrypoint of its image",
                    service.step(),
                    List.of());
        }
        return waitFor(service, name);
    }

    private String waitFor(ServiceUse.Service service, String name)
            throws EnvironmentFailure, NotReady, InterruptedException {
        if (service.step().options().ready() instanceof Ready.Health
                && service.config().healthcheck().isEmpty()) {
            throw failed(
                    service,
                    name,
                    "cannot tell whether it is ready: its image has no health check",
                    "give it one with `healthcheck`, or say otherwise when it is `ready:`",
                    List.of());
        }
        Duration timeout = service.step().options().timeout();
        long end = System.nanoTime() + timeout.toNanos();
        while (true) {
            Containers.State state = containers.state(name);
            if (!state.running()) {
                throw failed(
                        service,
                        name,
                        "ended with exit code " + state.exitCode(),
                        "its last lines may say why; `env:`, `cmd:` and `user:` change how it runs",
                        List.of());
            }
            String address =
                    state.address()
                            .orElseThrow(
                                    () ->
                                            new EnvironmentFailure(
                                                    "no-network",
                                                    "the engine gave service `"
                                                            + service.name()
                                                            + "` no address",
                                                    "services need the engine's default network,"
                                                            + " `bridge`",
                                                    null));
            ReadyCheck check = ReadyCheck.of(service, address);
            if (check.argv().isEmpty()) {
                return address;
            }
            Duration left = Duration.ofNanos(end - System.nanoTime());
            Containers.Ran ran =
                    containers.run(
                            name, check.argv(), left.compareTo(LAST_CHECK) > 0 ? left : LAST_CHECK);
            if (check.verdict().isReady(ran)) {
                return address;
            }
            if (ran.isMissing()) {
                throw failed(
                        service,
                        name,
                        "cannot tell whether it is ready: " + check.missing(),
                        "give `ready:` a program that the image has",
                        List.of());
            }
            if (System.nanoTime() > end) {
                throw failed(
                        service,
                        name,
                        "was not ready within "
                                + text(timeout)
                                + ": "
                                + (ran.exitCode().isPresent()
                                        ? check.waitsFor()
                                        : "what finds that out does not come to an end"),
                        "`timeout:` gives it more time",
                        check.isTheirs() ? said(service, ran) : List.of());
            }
            if (closing.await(BEAT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new InterruptedException();
            }
        }
    }

    private static String text(Duration time) {
        return time.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    private NotReady failed(
            ServiceUse.Service service, String name, String what, String cure, List<String> more)
            throws EnvironmentFailure, InterruptedException {
        List<String> lines = new ArrayList<>(log(service, name));
        lines.addAll(more);
        return new NotReady(
                "service `" + service.name() + "` " + what, cure, service.step(), lines);
    }

    /** What the program has printed that tells whether a service is ready. */
    private List<String> said(ServiceUse.Service service, Containers.Ran check) {
        List<String> lines = check.output().lines().toList();
        return lines.subList(Math.max(0, lines.size() - LINES), lines.size()).stream()
                .map(line -> service.name() + " ready: | " + mask.apply(line.stripTrailing()))
                .toList();
    }

    private List<String> log(ServiceUse.Service service, String name)
            throws EnvironmentFailure, InterruptedException {
        return containers.lastLines(name, LINES).stream()
                .map(line -> service.name() + " | " + mask.apply(line))
                .toList();
    }

    /** What the services have to say of a step that failed beside them. */
    List<String> testimony() throws EnvironmentFailure, InterruptedException {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<ServiceUse.Service, String> entry : snapshot().entrySet()) {
            Containers.State state = containers.state(entry.getValue());
            if (!state.running()) {
                lines.add(
                        "service `"
                                + entry.getKey().name()
                                + "` had ended with exit code "
                                + state.exitCode());
            }
            lines.addAll(log(entry.getKey(), entry.getValue()));
        }
        return lines;
    }

    /** Whether they were stopped, which may happen while they are started. */
    boolean isOver() {
        return over;
    }

    /** Ends and removes them, the last one first; what has not begun to start does not any more. */
    void stop() throws EnvironmentFailure {
        over = true;
        for (String name : snapshot().sequencedValues().reversed()) {
            containers.remove(name);
        }
    }

    private SequencedMap<ServiceUse.Service, String> snapshot() {
        synchronized (running) {
            return new LinkedHashMap<>(running);
        }
    }
}
