package dev.jbuild.cli;

import dev.jbuild.cli.console.Console;
import dev.jbuild.front.Installation;
import dev.jbuild.front.Signals;
import dev.jbuild.front.standby.Starter;
import dev.jbuild.front.standby.Wire;
import dev.jbuild.front.standby.Wire.Kind;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A jbuild that stands by: builds for those who call it, one after the other, and keeps nothing
 * between two builds but what the JVM has loaded and compiled.
 *
 * <p>It serves only callers whose circumstances are its own, which its place says. It ends when
 * nobody has called for a while, when its place is taken away, when its folder or its program is
 * another one, and after every build that did not come to its regular end.
 */
final class Standby {
    private static final Duration IDLE = Duration.ofMinutes(10);

    /** How long it waits for the one who has started it, and has waited for it. */
    private static final Duration FIRST_CALL = Duration.ofSeconds(10);

    /** How long the next caller waits until the end of the last build is over. */
    private static final Duration LAST_MOMENT = Duration.ofMillis(300);

    /** How often it looks around. */
    private static final Duration BEAT = Duration.ofSeconds(2);

    /** Above this share of the memory that it may have, something has been kept after all. */
    private static final double FULL = 0.5;

    private final Path socket;
    private final Path workingFolder;
    private final Installation jbuild;
    private final Commission.Worker worker;
    private final Doorbell.Host lookup;

    private Thread build = Thread.ofPlatform().start(() -> {});

    /** What is being built; its caller has not been told yet of its end. */
    private volatile Optional<Commission> current = Optional.empty();

    private volatile boolean working;
    private volatile boolean ending;
    private volatile long lastEnd = System.nanoTime();

    /** Whether something was built since the memory was last looked at. */
    private boolean used;

    private Duration patience = FIRST_CALL;
    private Optional<Doorbell> bell = Optional.empty();

    /**
     * @param socket where to be called, at first; whoever had it made may give it another name,
     *     without what follows the dot
     * @param workingFolder of the process
     * @param jbuild this one
     * @param worker carries out what is ordered
     * @param lookup answers those who only ask whether there is anything to do
     */
    Standby(
            Path socket,
            Path workingFolder,
            Installation jbuild,
            Commission.Worker worker,
            Doorbell.Host lookup) {
        this.socket = socket;
        this.workingFolder = workingFolder;
        this.jbuild = jbuild;
        this.worker = worker;
        this.lookup = lookup;
    }

    /**
     * Serves until the end.
     *
     * @param starter is told when it can be called
     * @throws IOException when it cannot be called
     * @throws InterruptedException when this thread was
     */
    void serve(Console starter) throws IOException, InterruptedException {
        Occupant folder = Occupant.of(workingFolder);
        String description = jbuild.description();
        try (Selector selector = Selector.open();
                ServerSocketChannel server =
                        ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            Occupant place = Occupant.of(socket);
            server.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
            Signals.handle("TERM", () -> stop(selector));
            // From a terminal, where it could not be kept away from that. The caller gets it, too.
            Signals.handle("INT", () -> {});
            Signals.handle("HUP", () -> {});
            starter.answer(Starter.READY);
            while (working || (!ending && isWanted(place, folder, description))) {
                selector.select(BEAT.toMillis());
                selector.selectedKeys().clear();
                SocketChannel caller = server.accept();
                if (caller != null) {
                    receive(new Wire(caller), selector);
                } else if (used && !working) {
                    hangBell();
                    if (System.nanoTime() - lastEnd >= BEAT.toNanos()) {
                        used = false;
                        ending |= isFull() || Leftovers.areThere();
                        Crowd.thin(socket.resolveSibling("."));
                    }
                }
            }
            for (Path name : List.of(socket, shared())) {
                if (place.isAt(name)) {
                    Files.deleteIfExists(name);
                }
            }
        } finally {
            bell.ifPresent(Doorbell::close);
        }
    }

    /** Whoever is not asked any more, hangs it up again. */
    private void hangBell() throws InterruptedException {
        if (bell.isEmpty() || !bell.get().hangs()) {
            bell.ifPresent(Doorbell::close);
            bell = Doorbell.hang(socket, workingFolder, this::answer);
        }
    }

    private Doorbell.Reply answer(Doorbell.Call call) throws IOException, InterruptedException {
        Doorbell.Reply reply = lookup.answer(call);
        if (!(reply instanceof Doorbell.Reply.Unknown)) {
            Crowd.called(shared());
            lastEnd = System.nanoTime();
        }
        return reply;
    }

    private boolean isWanted(Occupant place, Occupant folder, String description) {
        try {
            return System.nanoTime() - lastEnd < patience.toNanos()
                    && (place.isAt(socket) || place.isAt(shared()))
                    && folder.isAt(workingFolder)
                    && jbuild.description().equals(description);
        } catch (IOException e) {
            // It is being replaced.
            return false;
        }
    }

    private void stop(Selector selector) {
        ending = true;
        current.ifPresent(Commission::stop);
        selector.wakeup();
    }

    private void receive(Wire caller, Selector selector) throws InterruptedException {
        // The caller of the last one was told a moment before all was over.
        if (current.isPresent() || !build.join(LAST_MOMENT)) {
            Thread.ofVirtual().start(() -> refuse(caller));
            return;
        }
        patience = IDLE;
        Crowd.called(shared());
        Commission next = new Commission(caller, worker);
        current = Optional.of(next);
        used = true;
        working = true;
        build = Thread.ofPlatform().name("main").start(() -> carryOut(next, selector));
    }

    private static void refuse(Wire caller) {
        try (caller) {
            // One that is still speaking would not hear the answer.
            if (caller.receive().isPresent()) {
                caller.send(Kind.BUSY);
            }
        } catch (IOException e) {
            // It has not waited.
        }
    }

    private void carryOut(Commission next, Selector selector) {
        boolean good = false;
        try {
            good = next.carryOut(() -> current = Optional.empty());
        } finally {
            ending |= !good;
            current = Optional.empty();
            lastEnd = System.nanoTime();
            working = false;
            selector.wakeup();
        }
    }

    /** Cleans up as well, which is for a time when nobody calls. */
    private static boolean isFull() {
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        return runtime.totalMemory() - runtime.freeMemory() > FULL * runtime.maxMemory();
    }

    private Path shared() {
        return socket.resolveSibling(circumstances(socket));
    }

    /** The name of the circumstances under which one can be called at a socket. */
    static String circumstances(Path socket) {
        String name = socket.getFileName().toString();
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
