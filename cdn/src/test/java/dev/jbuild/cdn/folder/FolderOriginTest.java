package dev.jbuild.cdn.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.cache.atomic.Folders;
import dev.jbuild.cdn.origin.Origin;
import dev.jbuild.cdn.publish.CountingOrigin;
import dev.jbuild.cdn.publish.GuardedPublisherContract;
import dev.jbuild.cdn.publish.Publisher;
import dev.jbuild.cdn.release.Release;
import dev.jbuild.cdn.testing.Site;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

class FolderOriginTest extends GuardedPublisherContract {
    private FolderOrigin folder() {
        return new FolderOrigin(temp.resolve("origin"));
    }

    @Override
    protected Origin origin() {
        return folder();
    }

    @Override
    protected Optional<byte[]> visit(String path) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(folder().current().resolve(path)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private FileTime time(String path) throws IOException {
        return Files.getLastModifiedTime(folder().current().resolve(path));
    }

    @Test
    void changedPage_hasATimeThatItNeverHad_evenWithinASecond() throws Exception {
        // nginx tells versions by seconds and size alone, and the clock stands still here.
        site.write("index.html", "aaaa");
        publish();
        FileTime first = time("index.html");
        FileTime untouched = time("robots.txt");
        site.write("index.html", "bbbb");
        publish();
        FileTime second = time("index.html");
        publisher().rollback(Optional.empty(), false);
        FileTime third = time("index.html");

        assertThat(second.toMillis()).isGreaterThanOrEqualTo(first.toMillis() + 1000);
        assertThat(third.toMillis()).isGreaterThanOrEqualTo(second.toMillis() + 1000);
        assertThat(time("robots.txt")).isEqualTo(untouched);
    }

    @Test
    void switch_neverLeavesAGap() throws Exception {
        publish();
        Path page = folder().current().resolve("index.html");
        AtomicBoolean over = new AtomicBoolean();
        CountDownLatch looking = new CountDownLatch(1);
        Thread visitor =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    while (!over.get()) {
                                        looking.countDown();
                                        if (!Files.exists(page)) {
                                            over.set(true);
                                            return;
                                        }
                                    }
                                });
        looking.await();
        for (int i = 0; i < 20; i++) {
            site.write("robots.txt", "Crawl-delay: " + i);
            publish();
        }
        assertThat(over).as("a visitor found nothing").isFalse();
        over.set(true);
        visitor.join();
    }

    @Test
    void releases_shareTheirBytes() throws Exception {
        publish();
        site.write("index.html", "two");
        publish();
        try (Stream<Path> files = Files.walk(temp.resolve("origin/releases"))) {
            Path[] copies =
                    files.filter(file -> file.getFileName().toString().equals("robots.txt"))
                            .toArray(Path[]::new);
            assertThat(copies).hasSize(2);
            assertThat(Files.isSameFile(copies[0], copies[1])).isTrue();
            assertThat(Files.getPosixFilePermissions(copies[0]))
                    .doesNotContain(PosixFilePermission.OWNER_WRITE);
        }
    }

    @Test
    void publish_whenSomebodyElseChangedTheFolder_servesTheReleaseAgain() throws Exception {
        publish();
        Path current = folder().current();
        byte[] page = visit("index.html").orElseThrow();

        Files.delete(current);
        assertThat(publish().unchanged()).isFalse();
        assertThat(visit("index.html")).contains(page);

        Files.delete(current.resolve("index.html"));
        assertThat(publish().unchanged()).isFalse();
        assertThat(visit("index.html")).contains(page);

        Files.delete(current.resolve("index.html"));
        Files.writeString(current.resolve("index.html"), "not ours");
        assertThat(publish().unchanged()).isFalse();
        assertThat(visit("index.html")).contains(page);

        assertThat(publish().unchanged()).isTrue();
    }

    @Test
    void firstPublicationThatDied_andAFolderThatWasEmptied_sendAllAgain() throws Exception {
        Release release = site.release(RULES);
        assertThatThrownBy(
                        () ->
                                new Publisher(
                                                new CountingOrigin(origin(), 4),
                                                site.cache().blobs(),
                                                clock,
                                                temp.resolve("journals"))
                                        .publish(release, false))
                .isInstanceOf(CountingOrigin.Death.class);
        Folders.delete(temp.resolve("origin"));

        publish();
        assertThat(visit(Site.file(release, "app.js").path())).isPresent();
    }

    @Test
    void expire_leavesNothingBehind() throws Exception {
        publish();
        site.write("app.js", "2").write("index.html", "two").write("robots.txt", "three");
        publish();
        clock.step(Duration.ofDays(1));
        Publisher publisher = publisher();
        publisher.expire(1, Duration.ZERO, false);
        try (Stream<Path> pool = Files.walk(temp.resolve("origin/.jbuild/pool"))) {
            assertThat(pool.filter(Files::isRegularFile))
                    .allMatch(file -> links(file) > 1)
                    .isNotEmpty();
        }
        try (Stream<Path> releases = Files.list(temp.resolve("origin/releases"))) {
            assertThat(releases).hasSize(1);
        }
    }

    private static int links(Path file) {
        try {
            return (int) Files.getAttribute(file, "unix:nlink");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
