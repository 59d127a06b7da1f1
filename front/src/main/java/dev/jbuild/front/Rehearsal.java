package dev.jbuild.front;

import dev.jbuild.front.ledger.Answer;
import dev.jbuild.front.ledger.Fact;
import dev.jbuild.front.ledger.Images;
import dev.jbuild.front.ledger.Ledger;
import dev.jbuild.front.ledger.Ledgers;
import dev.jbuild.front.ledger.Present;
import dev.jbuild.front.ledger.Question;
import dev.jbuild.front.ledger.Recheck;
import dev.jbuild.model.Digest;
import dev.jbuild.model.ImageName;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Goes once through all that the front does, for the JVM to watch: from what it sees it makes the
 * cache from which the front then starts. Part of laying out a distribution, not of a build.
 */
final class Rehearsal {
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
        List<Fact> facts =
                List.of(
                        new Fact.Variable("JBUILD_REHEARSAL", Optional.empty()),
                        Fact.Content.toBeRead(file, content).orElseThrow(),
                        new Fact.Names(
                                folder.toString(), List.of("link", "file", "engine", "state")),
                        new Fact.Absence(folder.resolve("nothing").toString()),
                        new Fact.Link(folder.resolve("link").toString(), "file"),
                        Fact.Look.at(file).orElseThrow());
        Answer answer =
                new Answer(List.of("plan"), List.of("log"), List.of("\033[1ma\033[0m", "b"));
        Ledgers ledgers = new Ledgers(folder.resolve("state"), InstantSource.system());
        ledgers.add(new Ledger(question, answer, 1, facts, Optional.of(images)));
        Present present = new Present(Map.of(), InstantSource.system(), Long.MAX_VALUE);
        Recheck.Holds holds =
                Recheck.of(ledgers.find(question).orElseThrow(), present, true, 2).orElseThrow();
        ledgers.replace(holds.ledger());
        Took.processStart(Instant.now());
        String reply = Reply.of(holds.ledger().answer(), true, false, 1);
        if (reply.isEmpty()) {
            throw new IOException("an answer without a word");
        }
        // The beginning and the end, which finds no entry.
        Main.main(new String[] {"-C", folder.toString(), "+target"});
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
