package dev.jbuild.buildkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.buildkit.llb.Definition;
import dev.jbuild.buildkit.llb.FileAction;
import dev.jbuild.buildkit.llb.FileOp;
import dev.jbuild.buildkit.llb.Output;
import dev.jbuild.buildkit.llb.Remarks;
import dev.jbuild.buildkit.llb.Tree;
import dev.jbuild.buildkit.session.FileTarget;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The daemon is told no in the middle of a long export, while it lists and sends and has been asked
 * for more. The build ends soon, and with that no.
 */
@Tag("engine")
@Timeout(30)
class RefusedExportTest extends ConnectedTest {

    private static final String MAKE =
            """
            mkdir /many; cd /many
            for d in $(seq 50); do
                mkdir d$d
                for f in $(seq 100); do echo "$d, $f" > d$d/f$f; done
            done
            """;
    private static final Output MANY =
            FileOp.of(
                            Tree.scratch(),
                            new FileAction.Copy(
                                    Engine.shell(MAKE).root(Remarks.NONE), "/many", "/many"))
                    .vertex()
                    .output();

    /** What goes wrong is a matter of who is faster. */
    private static final int TIMES = 3;

    @TempDir Path folder;

    @RepeatedTest(TIMES)
    void ofWhatIsListed_endsTheBuild() {
        assertRefused(
                new Export.Files(() -> new Refusing(700, Integer.MAX_VALUE)), "listed too much");
    }

    @RepeatedTest(TIMES)
    void ofTheLastThatIsListed_endsTheBuild() {
        assertRefused(
                new Export.Files(() -> new Refusing(5_051, Integer.MAX_VALUE)), "listed too much");
    }

    @RepeatedTest(TIMES)
    void ofContent_endsTheBuild() {
        assertRefused(
                new Export.Files(() -> new Refusing(Integer.MAX_VALUE, 300)), "no room for more");
    }

    @RepeatedTest(TIMES)
    void ofSize_endsTheBuild() {
        assertRefused(new Export.Local(folder.resolve("out"), 3_000), "more than 3000 bytes");
    }

    @RepeatedTest(TIMES)
    void ofAFileWhereAFolderIs_endsTheBuild() throws IOException {
        Files.createDirectories(folder.resolve("out/many/d10/f50/full"));

        assertRefused(new Export.Local(folder.resolve("out"), 1 << 20), "receiving an export");
    }

    private static void assertRefused(Export export, String reason) {
        assertThatThrownBy(
                        () ->
                                client.build(
                                        BuildRequest.builder().exports(List.of(export)).build(),
                                        gateway -> {
                                            Ref made = gateway.solve(Definition.of(MANY));
                                            return new Finish<>("", GatewayResult.single(made, ""));
                                        }))
                .isInstanceOf(BuildkitException.ExportRefused.class)
                .hasMessageContaining(reason);
    }

    /** Takes so many entries, and so many pieces of content. */
    private static final class Refusing implements FileTarget {
        private final int entries;
        private final int pieces;
        private int listed;
        private int taken;

        Refusing(int entries, int pieces) {
            this.entries = entries;
            this.pieces = pieces;
        }

        @Override
        public boolean wants(String path) throws IOException {
            if (++listed >= entries) {
                throw new IOException("listed too much");
            }
            return true;
        }

        @Override
        public void folder(String path, int mode) {}

        @Override
        public void link(String path, String target) {}

        @Override
        public void alias(String path, String other) {}

        @Override
        public void special(String path, String kind) {}

        @Override
        public Content file(String path, int mode, long size) {
            return new Content() {
                @Override
                public void append(ByteBuffer data) throws IOException {
                    if (++taken >= pieces) {
                        throw new IOException("no room for more");
                    }
                }

                @Override
                public void complete() {}
            };
        }

        @Override
        public void finish() {}

        @Override
        public void close() {}
    }
}
