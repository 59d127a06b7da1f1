package dev.jbuild.engine.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.cache.file.FileStat;
import dev.jbuild.cache.file.Selection;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

class FolderModesTest {
    @TempDir private Path folder;

    /** Folders and their permissions, as in {@code a=rwxr-xr-x}. */
    private String text(String... folders) throws IOException {
        List<Selection.Found> found = new ArrayList<>();
        for (String entry : folders) {
            String[] parts = entry.split("=", 2);
            Path place = Files.createDirectories(folder.resolve(parts[0]));
            Files.setPosixFilePermissions(place, PosixFilePermissions.fromString(parts[1]));
            found.add(new Selection.Found(parts[0], FileStat.of(place).orElseThrow()));
        }
        FolderModes modes = new FolderModes();
        modes.add("part", new Selection(folder, found, List.of(), List.of()));
        return modes.text();
    }

    @Test
    void foldersAsUsual_sayNothing() throws Exception {
        assertThat(text()).isEmpty();
        assertThat(text("a=rwxr-xr-x", "b=rwxr-xr-x")).isEmpty();
    }

    @Test
    void foldersThatAreAllAlike_comeAndGo() throws Exception {
        String one = text("a=rwxrwxr-x");
        assertThat(one).isNotEmpty();
        assertThat(text("a=rwxrwxr-x", "b=rwxrwxr-x", "b/c=rwxrwxr-x")).isEqualTo(one);
    }

    @Test
    void anotherModeOfOneFolder_isAnotherText() throws Exception {
        String usual = text("a=rwxr-xr-x", "b=rwxr-xr-x", "c=rwxr-xr-x");
        String odd = text("a=rwxr-xr-x", "b=rwx------", "c=rwxr-xr-x");
        assertThat(odd)
                .isNotEqualTo(usual)
                .isNotEqualTo(text("a=rwx------", "b=rwxr-xr-x", "c=rwxr-xr-x"))
                .isNotEqualTo(text("a=rwxr-xr-x", "b=rwxr-x---", "c=rwxr-xr-x"))
                .isEqualTo(text("a=rwxr-xr-x", "b=rwx------", "c=rwxr-xr-x", "d=rwxr-xr-x"));
    }
}
