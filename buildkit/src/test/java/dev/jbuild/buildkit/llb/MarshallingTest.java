package dev.jbuild.buildkit.llb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

class MarshallingTest {

    private static final Output IMAGE =
            new ImageSource(
                            "docker.io/library/debian:bookworm",
                            Platform.LINUX_AMD64,
                            ResolveMode.PULL)
                    .vertex()
                    .output();

    @Test
    void image_whenEncoded_hasItsOneofLast() {
        String hex = hex(IMAGE.vertex());

        // platform (10), constraints (11, empty but there), source (3)
        assertThat(hex)
                .startsWith("520e0a05616d64363412056c696e7578" + "5a00" + "1a")
                .contains(
                        HexFormat.of()
                                .formatHex("image.resolvemode".getBytes(StandardCharsets.UTF_8)));
        assertThat(IMAGE.vertex().digest().value())
                .isEqualTo(
                        "sha256:0fc5e6209745f53fdc587df11ec2f01332a062f5636b83e4b7ce1de4db7181b1");
    }

    @Test
    void step_whenEncoded_hasTheKnownDigest() {
        ExecOp exec =
                ExecOp.command(Platform.LINUX_AMD64, IMAGE, List.of("/bin/true"))
                        .env("A", "")
                        .mount(new Mount.Cache("/cache", "id", Mount.CacheSharing.LOCKED))
                        .mount(new Mount.Secret("/a", "secret"))
                        .build();

        assertThat(exec.vertex().digest().value())
                .isEqualTo(
                        "sha256:65d63888537b7537abf887a5c8dec713ca5c17fe563b3bbd470199862a030ec9");
    }

    @Test
    void scratch_whenAnInput_isMinusOneInTenBytes() {
        Vertex file = FileOp.of(Tree.scratch(), new FileAction.Mkdir("/d", 0755, false)).vertex();

        // input -1, secondary input -1, output 0 which is left out
        assertThat(hex(file)).contains("08ffffffffffffffffff01" + "10ffffffffffffffffff01" + "32");
    }

    @Test
    void mounts_whenGivenInAnyOrder_areOneOperation() {
        Mount a = new Mount.Tmpfs("/a", 0);
        Mount b = new Mount.Tmpfs("/b", 0);

        Vertex one =
                ExecOp.command(Platform.LINUX_AMD64, IMAGE, List.of("x"))
                        .mount(a)
                        .mount(b)
                        .build()
                        .vertex();
        Vertex two =
                ExecOp.command(Platform.LINUX_AMD64, IMAGE, List.of("x"))
                        .mount(b)
                        .mount(a)
                        .build()
                        .vertex();

        assertThat(one.digest()).isEqualTo(two.digest());
    }

    @Test
    void outputs_whenSeveralMountsHaveOne_areCountedByPath() {
        ExecOp exec =
                ExecOp.command(Platform.LINUX_AMD64, IMAGE, List.of("x"))
                        .mount(new Mount.Bind("/z", Tree.scratch(), Mount.BindMode.OUTPUT))
                        .mount(new Mount.Bind("/b", Tree.scratch(), Mount.BindMode.READ_ONLY))
                        .mount(new Mount.Bind("/a", Tree.scratch(), Mount.BindMode.OUTPUT))
                        .build();

        assertThat(exec.outputCount()).isEqualTo(3);
        assertThat(exec.outputIndex("/a")).isEqualTo(1);
        assertThat(exec.outputIndex("/z")).isEqualTo(2);
        assertThatThrownBy(() -> exec.outputIndex("/b"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void remarks_whenDifferent_leaveTheDigestAlone() {
        Vertex named = IMAGE.vertex().op().vertex(Remarks.named("other").withIgnoreCache(true));

        assertThat(named.digest()).isEqualTo(IMAGE.vertex().digest());
        assertThat(named).isEqualTo(IMAGE.vertex());
    }

    @Test
    void graph_whenPartsAreShared_hasEachOnceAndInputsFirst() {
        Output left = mark(IMAGE, "/l");
        Output right = mark(IMAGE, "/r");
        Output top = new MergeOp(List.of(left, right)).vertex().output();

        Definition graph = Definition.of(top);

        assertThat(graph.vertices())
                .extracting(Vertex::digest)
                .containsExactly(
                        IMAGE.vertex().digest(),
                        left.vertex().digest(),
                        right.vertex().digest(),
                        top.vertex().digest());
        assertThat(graph.encoded()).hasSize(5);
    }

    @Test
    void graph_whenMadeAgain_hasTheSameBytes() {
        List<String> first =
                Definition.of(ladder(30)).encoded().stream()
                        .map(HexFormat.of()::formatHex)
                        .toList();
        List<String> second =
                Definition.of(ladder(30)).encoded().stream()
                        .map(HexFormat.of()::formatHex)
                        .toList();

        assertThat(first).isEqualTo(second);
    }

    @Test
    void graph_whenVeryDeep_doesNotOverflow() {
        Output tree = IMAGE;
        for (int i = 0; i < 20_000; i++) {
            tree = mark(tree, "/" + i);
        }

        assertThat(Definition.of(tree).vertices()).hasSize(20_001);
    }

    @Test
    void remarks_whenAnOperationHasSeveral_areJoined() {
        Output quiet = IMAGE;
        Output loud =
                IMAGE.vertex().op().vertex(Remarks.named("base").withIgnoreCache(true)).output();
        Output top = new MergeOp(List.of(mark(quiet, "/q"), mark(loud, "/l"))).vertex().output();

        Remarks joined = Definition.of(top).remarks(IMAGE.vertex().digest());

        assertThat(joined.name()).isEqualTo("base");
        assertThat(joined.ignoreCache()).isTrue();
    }

    @Test
    void operations_whenADaemonWouldChokeOnThem_cannotBeMade() {
        assertRefused(() -> ExecOp.command(Platform.LINUX_AMD64, IMAGE, List.of()).build());
        assertRefused(
                () -> ExecOp.command(Platform.LINUX_AMD64, IMAGE, List.of("x")).cwd("").build());
        assertRefused(() -> new FileOp(IMAGE, new ArrayList<>()));
        assertRefused(() -> new MergeOp(List.of(IMAGE)));
        assertRefused(() -> new Output(IMAGE.vertex(), 1));
        assertRefused(() -> new ImageSource("debian", Platform.LINUX_AMD64));
        assertRefused(() -> new ImageSource("library/debian", Platform.LINUX_AMD64));
        assertRefused(() -> new LocalSource(""));
        assertRefused(() -> new Mount.Tmpfs("relative", 0));
    }

    @Test
    void git_whenTheUrlIsInScpForm_hasHostAndPath() {
        assertThat(new GitSource("git@github.com:org/repo.git", "main").identifier())
                .isEqualTo("git://github.com/org/repo.git#main");
        assertThat(new GitSource("https://user@host/r", "", "sub", false, "", "", "").identifier())
                .isEqualTo("git://host/r#:sub");
    }

    private static void assertRefused(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable making) {
        assertThatThrownBy(making).isInstanceOf(IllegalArgumentException.class);
    }

    private static Output mark(Output base, String path) {
        return FileOp.of(base, new FileAction.Mkfile(path, 0644, Bytes.of(path))).vertex().output();
    }

    /** Each rung uses the one below twice: a walk that does not remember would never end. */
    private static Output ladder(int rungs) {
        Output rung = IMAGE;
        for (int i = 0; i < rungs; i++) {
            rung = new MergeOp(List.of(mark(rung, "/a"), mark(rung, "/b"))).vertex().output();
        }
        return rung;
    }

    private static String hex(Vertex vertex) {
        return HexFormat.of().formatHex(vertex.encoded());
    }
}
