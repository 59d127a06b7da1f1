package dev.jbuild.front;

import dev.jbuild.cache.file.FileStat;
import dev.jbuild.front.ledger.Answer;
import dev.jbuild.front.ledger.Brief;
import dev.jbuild.front.ledger.Fact;
import dev.jbuild.front.ledger.Images;
import dev.jbuild.front.ledger.Ledger;
import dev.jbuild.front.ledger.Ledgers;
import dev.jbuild.front.ledger.Present;
import dev.jbuild.front.ledger.Question;
import dev.jbuild.front.ledger.Recheck;
import dev.jbuild.front.standby.Order;
import dev.jbuild.front.standby.Wire;
import dev.jbuild.model.Digest;
import dev.jbuild.model.ImageName;

import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Goes once through all that the front does, for the JVM to watch: from what it sees it makes the
 * cache from which the front then starts. Part of laying out a distribution, not of a build.
 */
final class Rehearsal {
    private static final int MANY = 2_000;

    private Rehearsal() {}

    /**
     * Runs.
     *
     * @param arguments an empty folder
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments[0]).toAbsolutePath();
        Path socket = folder.resolve("engine");
        Digest id = Digest.of(new byte[0]);
        try (ServerSocketChannel engine = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            engine.bind(UnixDomainSocketAddress.of(socket));
            Thread answering = new Thread(() -> answer(engine, id));
            answering.start();
            rehearse(folder, new Images(socket, List.of()).with(ImageName.parse("image"), id));
            answering.join();
        }
    }

    private static void rehearse(Path folder, Images images)
            throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("file"), "content");
        Files.createSymbolicLink(folder.resolve("link"), Path.of("file"));
        Digest content = Digest.of("content".getBytes(StandardCharsets.UTF_8));
        Question question =
                Request.of(List.of("+target", "--arg", "A=1", "--progress=plain"), folder, Map.of())
                        .flatMap(request -> request.question(folder, "machine"))
                        .orElseThrow();
        List<Fact> facts = new ArrayList<>(many(folder.resolve("many")));
        facts.addAll(
                List.of(
                        new Fact.Variable("JBUILD_REHEARSAL", Optional.empty()),
                        Fact.Content.toBeRead(file, content).orElseThrow(),
                        new Fact.Names(
                                folder.toString(),
                                List.of("link", "file", "engine", "state", "many")),
                        new Fact.Absence(folder.resolve("nothing").toString()),
                        new Fact.Link(folder.resolve("link").toString(), "file"),
                        Fact.Look.at(file).orElseThrow()));
        Answer answer =
                new Answer(List.of("plan"), List.of("log"), List.of("\033[1ma\033[0m", "b"));
        Ledgers ledgers = new Ledgers(folder.resolve("state"), InstantSource.system());
        ledgers.add(new Ledger(question, answer, 1, facts, Optional.of(images)));
        Present present = new Present(Map.of(), InstantSource.system(), Long.MAX_VALUE);
        Recheck.Holds holds =
                Recheck.of(ledgers.find(question).orElseThrow(), present, true, 2).orElseThrow();
        ledgers.replace(holds.ledger());
        ledgers.addBrief(Brief.of(holds.ledger(), 1).orElseThrow());
        if (Recheck.of(ledgers.findBrief(question).orElseThrow(), present, false, 2).isEmpty()) {
            throw new IOException("what was seen is not to be seen again");
        }
        Took.processStart(Instant.now());
        String reply = Reply.of(holds.ledger().answer(), true, false, 1);
        if (reply.isEmpty()) {
            throw new IOException("an answer without a word");
        }
        handOver(folder);
        // The beginning and the end, which finds no entry.
        Main.main(new String[] {"-C", folder.toString(), "+target"});
    }

    /** A jbuild stands by, and does what it is asked for without further ado. */
    private static void handOver(Path folder) throws IOException, InterruptedException {
        HandingOver handingOver =
                new HandingOver(
                        new Installation(
                                Files.createDirectory(folder.resolve("lib")),
                                Files.createDirectory(folder.resolve("java"))),
                        "build",
                        List.of("+target"),
                        Map.of("VARIABLE", "value"),
                        OutputStream.nullOutputStream(),
                        OutputStream.nullOutputStream());
        Path sockets =
                Files.createDirectory(
                        folder.resolve("standby"),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(
                    UnixDomainSocketAddress.of(
                            sockets.resolve(handingOver.circumstances().name())));
            Thread standby = new Thread(() -> standBy(server));
            standby.start();
            List<Integer> exitCodes = new ArrayList<>();
            handingOver.run(
                    sockets, new Order.Screen(true, true, HandingOver.device()), exitCodes::add);
            standby.join();
            if (!exitCodes.equals(List.of(0))) {
                throw new IOException("nobody has stood by");
            }
        }
    }

    private static void standBy(ServerSocketChannel server) {
        try (Wire caller = new Wire(server.accept())) {
            Order.of(caller.receive().orElseThrow().content());
            caller.send(Wire.Kind.TAKEN);
            caller.send(Wire.Kind.ERR, new byte[] {'\n'}, 0, 1);
            caller.send(Wire.Kind.END, new byte[1], 0, 1);
        } catch (IOException e) {
            // The order then is not carried out, and the rehearsal fails.
            return;
        }
    }

    /** So many that they are looked at in the way of large projects. */
    private static List<Fact> many(Path folder) throws IOException {
        Files.createDirectory(folder);
        List<String> names = new ArrayList<>();
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            String name = "file" + i;
            Path file = Files.createFile(folder.resolve(name));
            FileStat stat = FileStat.of(file).orElseThrow();
            facts.add(new Fact.Content(file.toString(), false, stat, Digest.of(new byte[0]), true));
            names.add(name);
        }
        facts.add(new Fact.Names(folder.toString(), names));
        return facts;
    }

    /** Stands in for an engine that has the image. */
    private static void answer(ServerSocketChannel engine, Digest id) {
        try (SocketChannel question = engine.accept()) {
            question.read(ByteBuffer.allocate(1024));
            String answer = "HTTP/1.0 200 OK\r\n\r\n[{\"Id\":\"" + id + "\"}]";
            question.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            // The question then stays without an answer, and the rehearsal fails.
            return;
        }
    }
}
