package dev.jbuild.engine.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.buildkit.session.LocalDirectory.Entry;
import dev.jbuild.cache.file.FileEntry;
import dev.jbuild.cache.file.FileStat;
import dev.jbuild.cache.file.Selection;
import dev.jbuild.cache.file.Tree;
import dev.jbuild.model.Digest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

class SentFilesTest {
    private static final FileStat FOLDER = look(FileStat.Kind.FOLDER, 1);
    private static final FileStat A = look(FileStat.Kind.FILE, 2);
    private static final FileStat B = look(FileStat.Kind.FILE, 3);

    private boolean trusted;
    private final SentFiles sent =
            new SentFiles(
                    found(A, B),
                    new Tree(
                            List.of(
                                    new FileEntry.Folder("src", 0755),
                                    new FileEntry.File("src/a", 0644, 1, digest("a")),
                                    new FileEntry.File("src/b", 0644, 1, digest("b")),
                                    new FileEntry.Symlink("src/link", "a"))),
                    (file, look, content) ->
                            trusted && file.startsWith("/root/src") && look.inode() > 1);

    private static FileStat look(FileStat.Kind kind, long inode) {
        return new FileStat(kind, 0644, 1, 0, 0, inode);
    }

    private static Selection found(FileStat a, FileStat b) {
        return new Selection(
                Path.of("/root"),
                List.of(
                        new Selection.Found("src", FOLDER),
                        new Selection.Found("src/a", a),
                        new Selection.Found("src/b", b)),
                List.of(),
                List.of());
    }

    private static Digest digest(String content) {
        return Digest.of(content.getBytes(StandardCharsets.UTF_8));
    }

    private void send(String path, String content) {
        sent.sending(path)
                .ifPresent(taker -> taker.accept(HexFormat.of().parseHex(digest(content).hex())));
    }

    private boolean isRight() {
        return sent.isRight(found(A, B));
    }

    @Test
    void isRight_whenNothingIsSent() {
        assertThat(isRight()).isTrue();
    }

    @Test
    void isRight_whenWhatWasSelectedIsSent_howeverOften() {
        send("src/a", "a");
        send("src/b", "b");
        send("src/a", "a");
        assertThat(isRight()).isTrue();
    }

    @Test
    void isRight_onceSomethingElseWasSent_isNeverAgain() {
        send("src/a", "another");
        send("src/a", "a");
        assertThat(isRight()).isFalse();
    }

    @Test
    void isRight_whenAFileWasSentThatWasNotSelected_isFalse() {
        send("src/c", "c");
        assertThat(isRight()).isFalse();
    }

    @Test
    void isRight_whenWhatWasSelectedIsListed_andTheFoldersAboveIt() {
        sent.listed(new Entry.Folder("above", 0700));
        sent.listed(new Entry.Folder("src", 0755));
        sent.listed(new Entry.File("src/a", 0644));
        sent.listed(new Entry.Symlink("src/link", "a"));
        assertThat(isRight()).isTrue();
    }

    /** The builder may have asked for nothing, and all may be as before when it is looked at. */
    @ParameterizedTest
    @MethodSource
    void isRight_onceSomethingElseWasListed_isNeverAgain(Entry another) {
        sent.listed(another);
        sent.listed(new Entry.Symlink("src/link", "a"));
        assertThat(isRight()).isFalse();
    }

    static List<Entry> isRight_onceSomethingElseWasListed_isNeverAgain() {
        return List.of(
                new Entry.Symlink("src/link", "b"),
                new Entry.File("src/link", 0644),
                new Entry.Symlink("src/a", "b"),
                new Entry.Folder("src/a", 0644),
                new Entry.File("src/a", 0755),
                new Entry.Folder("src", 0700),
                new Entry.Symlink("src", "elsewhere"),
                new Entry.File("src/c", 0644),
                new Entry.Symlink("above", "elsewhere"));
    }

    @Test
    void trustedFile_isNotDigested_andRightAsLongAsItLooksTheSame() {
        trusted = true;
        assertThat(sent.sending("src/a")).isEmpty();

        assertThat(isRight()).isTrue();
        assertThat(sent.isRight(found(A, look(FileStat.Kind.FILE, 4)))).isTrue();
        assertThat(sent.isRight(found(look(FileStat.Kind.FILE, 4), B))).isFalse();
        assertThat(sent.isRight(new Selection(Path.of("/root"), List.of(), List.of(), List.of())))
                .isFalse();
    }

    @Test
    void fileThatIsNotTrusted_isDigested_howeverItLooks() {
        assertThat(sent.sending("src/a")).isPresent();
    }
}
