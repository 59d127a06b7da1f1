package dev.jbuild.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.jbuild.cli.Doorbell.Call;
import dev.jbuild.cli.Doorbell.Reply;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Shells ring at pipes of the operating system. */
@Timeout(60)
class DoorbellTest {
    private static final Path AT = Path.of("/work/a b");

    @TempDir Path folder;

    private Doorbell hang(Doorbell.Host host) throws Exception {
        return Doorbell.hang(folder.resolve("socket"), AT, host).orElseThrow();
    }

    private Path bell() {
        return folder.resolve("bell%work%a b");
    }

    /** As the launcher does. Returns what its shell reads, without the end of the line. */
    private Process ring(String... arguments) throws Exception {
        String script =
                """
                mkfifo "$1/$$.answer"
                exec 8<>"$1/$$.answer"
                bell=$2
                shift 2
                timeout 20 sh -c 'printf "%s\\0" $$ "$@" >&7; head -n 1; exit' \
                    sh $$.answer /lib true $# "$@" 7<>"$bell" 0<&8
                """;
        List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        command.addAll(List.of(folder.toString(), bell().toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static String said(Process process) throws Exception {
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    /** Has something to do for everybody, and notes who called. */
    private static Doorbell.Host noting(List<Call> calls) {
        return call -> {
            calls.add(call);
            return new Reply.Work();
        };
    }

    @Test
    void callIsUnderstood_andAnswered() throws Exception {
        List<Call> calls = new ArrayList<>();
        try (Doorbell _ = hang(noting(calls))) {
            assertThat(said(ring("+all", "", "--arg", "A=größe 1\n2"))).isEqualTo("1\n");
        }
        assertThat(calls).hasSize(1);
        assertThat(calls.getFirst().arguments())
                .containsExactly("+all", "", "--arg", "A=größe 1\n2");
        assertThat(calls.getFirst().lib()).isEqualTo(Path.of("/lib"));
        assertThat(calls.getFirst().terminal()).isTrue();
    }

    @Test
    void severalAtOnce_getAnAnswerEach() throws Exception {
        Doorbell.Host host =
                call ->
                        call.arguments().equals(List.of("known"))
                                ? new Reply.Work()
                                : new Reply.Unknown();
        try (Doorbell _ = hang(host)) {
            List<Process> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                all.add(ring(i % 2 == 0 ? "known" : "unknown"));
            }
            for (int i = 0; i < 20; i++) {
                assertThat(said(all.get(i))).isEqualTo(i % 2 == 0 ? "1\n" : "2\n");
            }
        }
    }

    /** Only a pipe beside the bell is one that somebody waits at for an answer. */
    @Test
    void standardInputOfSomebodyElse_isLeftAlone() throws Exception {
        List<Call> calls = new ArrayList<>();
        Process other = new ProcessBuilder("cat").start();
        try (Doorbell _ = hang(noting(calls))) {
            Files.createFile(folder.resolve("1.answer"));
            String call = other.pid() + "\0001.answer\0/lib\0true\0001\0+all\0";
            Files.writeString(bell(), call, StandardOpenOption.WRITE);
            assertThat(said(ring("next"))).isEqualTo("1\n");
        } finally {
            other.getOutputStream().close();
        }
        assertThat(said(other)).isEmpty();
        assertThat(calls).hasSize(1);
    }

    /** The front may know more. */
    @Test
    void hostThatFails_doesNotKnow() throws Exception {
        Doorbell.Host host =
                call -> {
                    if (call.arguments().isEmpty()) {
                        throw new IllegalStateException("a mistake");
                    }
                    throw new IOException("cannot look");
                };
        try (Doorbell _ = hang(host)) {
            assertThat(said(ring())).isEqualTo("2\n");
            assertThat(said(ring("+all"))).isEqualTo("2\n");
        }
    }

    @Test
    void folderThatIsReachedByALink_isOneAsWell() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder);
        try (Doorbell bell =
                Doorbell.hang(link.resolve("socket"), AT, _ -> new Reply.Work()).orElseThrow()) {
            assertThat(bell.hangs()).isTrue();
            assertThat(said(ring("+all"))).isEqualTo("1\n");
        }
    }

    @Test
    void bellThatIsTakenDown_leavesNothing() throws Exception {
        Doorbell bell = hang(_ -> fail("nobody rings"));
        assertThat(bell.hangs()).isTrue();
        assertThat(Files.isSameFile(bell(), folder.resolve("bell%work%a b.by"))).isTrue();
        bell.close();
        assertThat(bell.hangs()).isFalse();
        assertThat(files()).isEmpty();
    }

    @Test
    void bellInThePlaceOfAnother_isLeftToItsOwner() throws Exception {
        Doorbell first = hang(_ -> fail("nobody rings here any more"));
        try (Doorbell second = hang(_ -> new Reply.Work())) {
            assertThat(first.hangs()).isFalse();
            first.close();
            assertThat(second.hangs()).isTrue();
            assertThat(said(ring("+all"))).isEqualTo("1\n");
        }
    }

    /** Whoever does not know how to ring does not get the next one into trouble. */
    @Test
    void nonsense_endsIt() throws Exception {
        Doorbell bell = hang(_ -> fail("nobody rings"));
        Files.writeString(bell(), "1\0001.answer\0/lib\0true\0many\0", StandardOpenOption.WRITE);
        while (bell.hangs()) {
            Thread.onSpinWait();
        }
        assertThat(files().filter(Files::exists)).isEmpty();
    }

    @Test
    void nameThatIsTooLong_isDoneWithout() throws Exception {
        Path far = Path.of("/" + "far/".repeat(80));
        assertThat(Doorbell.hang(folder.resolve("socket"), far, _ -> new Reply.Work())).isEmpty();
        assertThat(files()).isEmpty();
    }

    private Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream();
        }
    }
}
