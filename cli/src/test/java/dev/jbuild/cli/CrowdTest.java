package dev.jbuild.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

class CrowdTest {
    @TempDir Path folder;

    private Path place(char name, int calledSecondsAgo) throws Exception {
        Path place = folder.resolve(Character.toString(name).repeat(16));
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(place));
        }
        return called(place, calledSecondsAgo);
    }

    private static Path called(Path place, int secondsAgo) throws Exception {
        return Files.setLastModifiedTime(
                place, FileTime.fromMillis(1_000_000L - secondsAgo * 1000L));
    }

    @Test
    void thin_leavesThoseThatWereCalledLast() throws Exception {
        Path oldest = place('a', 30);
        Path third = place('b', 15);
        Path second = place('c', 10);
        Path older = place('d', 20);
        Path first = place('e', 5);
        Crowd.thin(folder);
        assertThat(files()).containsExactlyInAnyOrder(first, second, third);
        assertThat(List.of(oldest, older)).noneMatch(Files::exists);
    }

    /** Whatever else somebody keeps there is theirs. */
    @Test
    void thin_touchesPlacesOnly() throws Exception {
        for (char name = '0'; name < '3'; name++) {
            place(name, 1);
        }
        Path text = called(Files.createFile(folder.resolve("notes.txt")), 900);
        Path named = called(Files.createFile(folder.resolve("f".repeat(16))), 900);
        Path made = called(Files.createDirectory(folder.resolve("e".repeat(16))), 900);
        Crowd.thin(folder);
        assertThat(files()).hasSize(6).contains(text, named, made);
    }

    @Test
    void thin_takesAnswersAwayThatNobodyWaitsFor() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        Path left = Files.createFile(folder.resolve(ended.pid() + ".answer"));
        Path awaited = Files.createFile(folder.resolve(ProcessHandle.current().pid() + ".answer"));
        Path notes = Files.createFile(folder.resolve(ended.pid() + ".answers"));
        Crowd.thin(folder);
        assertThat(files()).containsExactlyInAnyOrder(awaited, notes).doesNotContain(left);
    }

    @Test
    void thin_takesBellsAwayWhoseOwnersHaveEnded() throws Exception {
        Path left = Files.createFile(folder.resolve("bell%left"));
        Files.createSymbolicLink(folder.resolve("bell%left.by"), Path.of("/proc/0/fd/1"));
        Path heard = Files.createFile(folder.resolve("bell%heard"));
        Path by = Files.createSymbolicLink(folder.resolve("bell%heard.by"), heard);
        Path young = Files.createFile(folder.resolve("bell%young"));
        Crowd.thin(folder);
        assertThat(files()).containsExactlyInAnyOrder(heard, by, young).doesNotContain(left);
    }

    @Test
    void called_countsAsLast() throws Exception {
        Path first = place('a', 900);
        for (char name = '0'; name < '3'; name++) {
            place(name, 1);
        }
        Crowd.called(first);
        Crowd.called(folder.resolve("away"));
        Crowd.thin(folder);
        assertThat(files()).hasSize(3).contains(first);
    }

    private List<Path> files() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
