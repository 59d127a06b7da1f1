package dev.jbuild.engine.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

class OwedPurgeTest {
    @TempDir Path temp;

    @Test
    void noteThatIsTorn_losesNoPathThatIsAddedBehindIt() throws Exception {
        OwedPurge owed = OwedPurge.of(temp, "origin", "edge");
        owed.add(List.of("a.html"));
        try (DirectoryStream<Path> notes = Files.newDirectoryStream(temp)) {
            for (Path note : notes) {
                Files.write(note, new byte[] {'b', (byte) 0xc3}, StandardOpenOption.APPEND);
            }
        }
        owed.add(List.of("b/ü.html", "c.html"));
        assertThat(owed.paths()).contains("a.html", "b/ü.html", "c.html");
    }

    @Test
    void noteWithoutPaths_isOneAllTheSame() throws Exception {
        OwedPurge owed = OwedPurge.of(temp, "origin", "edge");
        owed.add(List.of());
        assertThat(owed.isOwed()).isTrue();
        assertThat(owed.paths()).isEmpty();
        owed.settle();
        assertThat(owed.isOwed()).isFalse();
    }
}
