package dev.jbuild.cache.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.cache.file.FileStat.Kind;
import dev.jbuild.model.Digest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

class FileIndexTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 7, 8, 9, 1000, 1023, 1024, 1025})
    void find_ofEachNumberOfFiles_knowsThemAndNoOther(int count) {
        Map<String, KnownFile> files = files(count, "content");

        FileIndex index = reread(FileIndex.empty().with(files));

        files.forEach((path, file) -> assertThat(index.find(path)).contains(file));
        assertThat(index.find("/project/other")).isEmpty();
        assertThat(index.find("")).isEmpty();
    }

    /** These two have the same hash. */
    @Test
    void find_whenHashesAreEqual_tellsPathsApart() {
        assertThat("/Aa").hasSameHashCodeAs("/BB");
        KnownFile one = file("one");
        KnownFile other = file("other");

        FileIndex index = reread(FileIndex.empty().with(Map.of("/Aa", one, "/BB", other)));

        assertThat(index.find("/Aa")).contains(one);
        assertThat(index.find("/BB")).contains(other);
        assertThat(reread(FileIndex.empty().with(Map.of("/Aa", one))).find("/BB")).isEmpty();
    }

    @Test
    void with_keepsOthersAndReplacesTheSame() {
        FileIndex before = reread(FileIndex.empty().with(files(100, "before")));

        FileIndex after =
                reread(
                        before.with(
                                Map.of("/project/f7", file("after"), "/project/new", file("new"))));

        Map<String, KnownFile> expected = files(100, "before");
        expected.put("/project/f7", file("after"));
        expected.put("/project/new", file("new"));
        expected.forEach((path, file) -> assertThat(after.find(path)).contains(file));
    }

    @Test
    void with_whenFull_keepsWhatWasAskedFor() {
        FileIndex full = reread(FileIndex.empty().with(files(500_000, "old")));
        assertThat(full.find("/project/f3")).isPresent();

        FileIndex after = reread(full.with(Map.of("/project/new", file("new"))));

        assertThat(after.find("/project/f3")).contains(file("old 3"));
        assertThat(after.find("/project/new")).contains(file("new"));
        assertThat(after.find("/project/f4")).isEmpty();
    }

    private static FileIndex reread(byte[] bytes) {
        return FileIndex.read(bytes).orElseThrow();
    }

    private static Map<String, KnownFile> files(int count, String content) {
        Map<String, KnownFile> files = new HashMap<>();
        for (int i = 0; i < count; i++) {
            files.put("/project/f" + i, file(content + " " + i));
        }
        return files;
    }

    private static KnownFile file(String content) {
        long number = content.hashCode();
        return new KnownFile(
                new FileStat(Kind.FILE, 0644, number + 1, number + 2, number + 3, number + 4),
                Digest.of(content.getBytes(StandardCharsets.UTF_8)));
    }
}
