package dev.jbuild.cache.atomic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;

class StraysTest {
    @TempDir Path folder;

    @Test
    void sweep_removesWhatDeadProcessesOfThisMachineHaveLeft() throws Exception {
        Process writer = new ProcessBuilder("true").start();
        writer.waitFor();
        Path file = Files.writeString(stray(Here.MACHINE, writer.pid()), "half");
        Path tree = Files.createDirectory(stray(Here.MACHINE, writer.pid()));
        Files.writeString(Files.createDirectory(tree.resolve("inner")).resolve("file"), "half");
        Files.createSymbolicLink(tree.resolve("link"), folder);

        Strays.sweep(folder, Instant.now());

        assertThat(file).doesNotExist();
        assertThat(tree).doesNotExist();
        assertThat(folder).exists();
    }

    @Test
    void sweep_leavesWhatMayStillBeWritten() throws Exception {
        Path own = Files.writeString(Strays.name(folder), "half");
        Path elsewhere = Files.writeString(stray("0123abcd", 1 << 22), "half");
        Path older = Files.writeString(folder.resolve(".jbuild-" + UUID.randomUUID() + ".new"), "");
        Path other = Files.writeString(folder.resolve("file"), "whole");

        Strays.sweep(folder, Instant.now());
        assertThat(folder).isDirectoryContaining(own::equals).isDirectoryContaining(other::equals);
        assertThat(elsewhere).exists();
        assertThat(older).exists();

        Strays.sweep(folder, Instant.now().plusSeconds(90_000));
        assertThat(folder).isDirectoryContaining(other::equals);
        assertThat(own).doesNotExist();
        assertThat(elsewhere).doesNotExist();
        assertThat(older).doesNotExist();
    }

    private Path stray(String machine, long process) throws IOException {
        return folder.resolve(
                ".jbuild-" + machine + "-" + process + "-" + UUID.randomUUID() + ".new");
    }
}
