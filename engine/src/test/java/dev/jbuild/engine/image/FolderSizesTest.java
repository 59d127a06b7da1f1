package dev.jbuild.engine.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FolderSizesTest {
    private final FolderSizes sizes = new FolderSizes();

    @Test
    void largest_dividesTheLargest_asLongAsThereIsRoom() {
        sizes.add("usr/lib/jvm/lib/modules", 70);
        sizes.add("usr/lib/locale", 20);
        sizes.add("/usr/bin/java", 10);
        sizes.add("./etc/passwd", 1);
        sizes.add("empty/file", 0);

        assertThat(sizes.largest(5))
                .extracting(folder -> folder.path() + " " + folder.size())
                .containsExactly("/usr/lib/jvm/lib 70", "/usr/lib 20", "/usr/bin 10", "/etc 1");
        assertThat(sizes.largest(3))
                .extracting(folder -> folder.path() + " " + folder.size())
                .containsExactly("/usr 100", "/etc 1");
    }

    @Test
    void largest_whenFilesAreInTheRoot_namesIt() {
        sizes.add("shop.jar", 5);

        assertThat(sizes.largest(3)).containsExactly(new ImageContents.Folder("/", 5));
    }

    @Test
    void names_whenTheyAreDeepAndLong_takeLittleMemory() {
        for (int i = 0; i < 50; i++) {
            sizes.add(i + "/a".repeat(20_000), 1);
            sizes.add("l".repeat(1_000_000) + i + "/a", 1);
        }

        assertThat(sizes.largest(3)).containsExactly(new ImageContents.Folder("/", 100));
    }
}
