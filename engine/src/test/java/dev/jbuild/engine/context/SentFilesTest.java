package dev.jbuild.engine.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.cache.file.FileEntry;
import dev.jbuild.cache.file.Tree;
import dev.jbuild.model.Digest;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

class SentFilesTest {
    private final SentFiles sent =
            new SentFiles(
                    new Tree(
                            List.of(
                                    new FileEntry.Folder("src", 0755),
                                    new FileEntry.File("src/a", 0644, 1, digest("a")),
                                    new FileEntry.File("src/b", 0644, 1, digest("b")))));

    private static Digest digest(String content) {
        return Digest.of(content.getBytes(StandardCharsets.UTF_8));
    }

    private void send(String path, String content) {
        sent.sent(path, HexFormat.of().parseHex(digest(content).hex()));
    }

    @Test
    void isRight_whenNothingIsSent() {
        assertThat(sent.isRight()).isTrue();
    }

    @Test
    void isRight_whenWhatWasSelectedIsSent_howeverOften() {
        send("src/a", "a");
        send("src/b", "b");
        send("src/a", "a");
        assertThat(sent.isRight()).isTrue();
    }

    @Test
    void isRight_onceSomethingElseWasSent_isNeverAgain() {
        send("src/a", "another");
        send("src/a", "a");
        assertThat(sent.isRight()).isFalse();
    }

    @Test
    void isRight_whenAFileWasSentThatWasNotSelected_isFalse() {
        send("src/c", "c");
        assertThat(sent.isRight()).isFalse();
    }
}
