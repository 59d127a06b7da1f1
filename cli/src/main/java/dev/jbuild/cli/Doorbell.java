package dev.jbuild.cli;

import dev.jbuild.front.Inquiry.UpToDate;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A named pipe at which a launcher asks whether there is anything to do, since a shell knows no
 * sockets. It says which process is asking; the answer goes into a pipe that this process, and
 * nobody else, has as its standard input.
 */
final class Doorbell implements AutoCloseable {
    /** Bytes of an answer, of 65536 that fit into a pipe. The front has no such bound. */
    private static final int LONGEST = 60_000;

    private static final Reply UNKNOWN = new Reply.Unknown();

    /** How its name begins; the path of the working folder follows. */
    static final String BELL = "bell";

    /** How the name of the link ends to where its owner has it open. */
    static final String LISTENER = ".by";

    private final Path place;
    private final Occupant self;
    private final FileChannel bell;
    private final Host host;

    private Doorbell(Path made, Path place, FileChannel bell, Host host) throws IOException {
        this.place = place;
        this.self = Occupant.of(made);
        this.bell = bell;
        this.host = host;
    }

    /**
     * What somebody wants to know.
     *
     * @param process that asks: its folder in {@code /proc}
     * @param answers where they wait for an answer: their standard input
     * @param lib folder of the jars of their jbuild
     * @param terminal whether they sit at one
     */
    record Call(Path process, Path answers, Path lib, boolean terminal, List<String> arguments) {}

    /** What is known. */
    sealed interface Reply {
        /**
         * Nothing is to be done.
         *
         * @param text that says so
         */
        record Nothing(String text, UpToDate found) implements Reply {}

        /** The real program has to see to it. */
        record Work() implements Reply {}

        /** Somebody else has to find out. */
        record Unknown() implements Reply {}
    }

    /** Answers, on a thread of its own for each call. */
    interface Host {
        Reply answer(Call call) throws IOException, InterruptedException;
    }

    /**
     * Hangs one up, in the place of another one. Empty where that cannot be done.
     *
     * @param neighbour a file in the folder of all of them, which only the user may enter
     * @param workingFolder of those who ring, absolute
     */
    static Optional<Doorbell> hang(Path neighbour, Path workingFolder, Host host)
            throws InterruptedException {
        Path made = neighbour.resolveSibling(BELL + "." + ProcessHandle.current().pid());
        Path place = neighbour.resolveSibling(BELL + workingFolder.toString().replace('/', '%'));
        try {
            make(made);
            // For both directions, so that there is no end to it when a caller has gone.
            FileChannel bell =
                    FileChannel.open(made, StandardOpenOption.READ, StandardOpenOption.WRITE);
            Doorbell doorbell = new Doorbell(made, place, bell, host);
            try {
                Files.move(made, place, StandardCopyOption.ATOMIC_MOVE);
                // By which a launcher sees that somebody listens.
                Files.createSymbolicLink(made, descriptor(place));
                Files.move(made, listener(place), StandardCopyOption.ATOMIC_MOVE);
                Thread.ofPlatform().daemon().name("bell").start(doorbell::listen);
                return Optional.of(doorbell);
            } catch (IOException e) {
                doorbell.close();
                throw e;
            }
        } catch (IOException e) {
            // Too long a name, no such program, no room. Launchers do without.
            removeQuietly(made);
            return Optional.empty();
        }
    }

    private static void make(Path pipe) throws IOException, InterruptedException {
        Process mkfifo =
                new ProcessBuilder("mkfifo", "-m", "600", pipe.toString())
                        .redirectOutput(Redirect.DISCARD)
                        .redirectError(Redirect.DISCARD)
                        .start();
        if (mkfifo.waitFor() != 0) {
            throw new IOException("cannot make " + pipe);
        }
    }

    /** The link that belongs to a bell. */
    static Path listener(Path place) {
        return place.resolveSibling(place.getFileName() + LISTENER);
    }

    /** Where this process has a file open, as others see it. */
    private static Path descriptor(Path file) throws IOException {
        Path descriptors = Path.of("/proc", String.valueOf(ProcessHandle.current().pid()), "fd");
        try (DirectoryStream<Path> all = Files.newDirectoryStream(descriptors)) {
            for (Path descriptor : all) {
                if (isSameFile(descriptor, file)) {
                    return descriptor;
                }
            }
        }
        throw new NoSuchFileException(file.toString());
    }

    /** Files that come and go are none. */
    private static boolean isSameFile(Path descriptor, Path file) {
        try {
            return Files.isSameFile(descriptor, file);
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether it still hangs there. */
    boolean hangs() {
        return self.isAt(place);
    }

    private void listen() {
        try (InputStream in = new BufferedInputStream(Channels.newInputStream(bell))) {
            while (true) {
                // Read as a whole before anything is made of it: the next one comes behind it.
                String process = part(in);
                String answers = part(in);
                String lib = part(in);
                String terminal = part(in);
                List<String> arguments = new ArrayList<>();
                for (int left = Integer.parseInt(part(in)); left > 0; left--) {
                    arguments.add(part(in));
                }
                Call call =
                        new Call(
                                Path.of("/proc").resolve(process),
                                place.resolveSibling(answers),
                                Path.of(lib),
                                terminal.equals("true"),
                                arguments);
                Thread.ofPlatform().daemon().start(() -> answer(call));
            }
        } catch (IOException | RuntimeException e) {
            // Taken down, or rung by somebody who does not know how: nobody is to try it again.
            close();
        }
    }

    /** A text and the NUL behind it. */
    private static String part(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int next = in.read(); next != 0; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            bytes.write(next);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private void answer(Call call) {
        Path input = call.process().resolve("fd/0");
        Reply reply;
        // Nothing else that a process with this number may have, before or after it is opened: then
        // what was opened is that pipe, also when the process ends meanwhile.
        if (!isSameFile(input, call.answers())) {
            return;
        }
        try (FileChannel out = FileChannel.open(input, StandardOpenOption.WRITE)) {
            if (!isSameFile(input, call.answers())) {
                return;
            }
            reply = reply(call);
            byte[] line = line(reply);
            for (ByteBuffer bytes = ByteBuffer.wrap(line.length > LONGEST ? line(UNKNOWN) : line);
                    bytes.hasRemaining(); ) {
                out.write(bytes);
            }
        } catch (IOException e) {
            // The launcher has gone.
            return;
        }
        if (reply instanceof Reply.Nothing nothing) {
            remember(nothing);
        }
    }

    private Reply reply(Call call) {
        try {
            return host.answer(call);
        } catch (Throwable e) {
            // The front will meet the same, or not.
            return UNKNOWN;
        }
    }

    private static void remember(Reply.Nothing nothing) {
        try {
            nothing.found().remember();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** As the launcher reads it: a line, in which `printf %b` finds the lines of the text. */
    private static byte[] line(Reply reply) {
        String line =
                switch (reply) {
                    case Reply.Nothing(String text, _) ->
                            "0" + text.replace("\\", "\\\\").replace("\n", "\\n");
                    case Reply.Work() -> "1";
                    case Reply.Unknown() -> "2";
                };
        return (line + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        boolean own = hangs();
        try {
            bell.close();
        } catch (IOException e) {
            // Nobody listens from now on, in any case.
        }
        if (own) {
            removeQuietly(place);
            removeQuietly(listener(place));
        }
    }

    /** What cannot be removed is in nobody's way: nobody listens there. */
    private static void removeQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            return;
        }
    }
}
