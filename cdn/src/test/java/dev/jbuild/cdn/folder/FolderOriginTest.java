package dev.jbuild.cdn.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.cache.atomic.Folders;
import dev.jbuild.cdn.origin.Pointer;
import dev.jbuild.cdn.publish.CountingOrigin;
import dev.jbuild.cdn.publish.GuardedPublisherContract;
import dev.jbuild.cdn.publish.Publisher;
import dev.jbuild.cdn.publish.TestOrigin;
import dev.jbuild.cdn.release.Release;
import dev.jbuild.cdn.release.ReleaseRules;
import dev.jbuild.cdn.testing.Site;
import dev.jbuild.cdn.testing.SteppingClock;
import dev.jbuild.model.Digest;
import dev.jbuild.model.failure.EnvironmentFailure;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
    protected TestOrigin tested() {
        return new TestFolder(temp.resolve("origin"));
    }

    @ParameterizedTest
    @ValueSource(strings = {".jbuild", ".jbuild/pool", ".jbuild/releases", "releases"})
    void linkInThePlaceOfAFolder_isRefused_andNothingIsWrittenBehindIt(String folder)
            throws Exception {
        Path elsewhere = Files.createDirectory(temp.resolve("outside"));
        Path link = temp.resolve("origin").resolve(folder);
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, elsewhere);
        assertRefused(this::publish, folder);
        assertRefused(() -> publisher().rollback(Optional.empty(), false), folder);
        assertRefused(() -> publisher().expire(1, Duration.ZERO, false), folder);
        assertThat(elsewhere).isEmptyDirectory();
    }

    private static void assertRefused(ThrowingCallable call, String entry) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        EnvironmentFailure.class,
                        failure -> {
                            assertThat(failure.code()).isEqualTo("cdn-in-the-way");
                            assertThat(failure).hasMessageContaining("`" + entry + "`");
                        });
    }

    @Test
    void folderInThePlaceOfTheLink_isRefused() throws Exception {
        Files.createDirectories(folder().current());
        assertRefused(this::publish, "current");
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
    void publicationThatFailed_isInNobodysWay() throws Exception {
        publish();
        site.write("index.html", "two");
        String next = site.release(RULES).id().hex();
        Files.writeString(temp.resolve("origin/releases").resolve(next), "in the way");
        assertThatThrownBy(this::publish).isInstanceOf(IOException.class);
        assertThat(publisher().pointer().flatMap(Pointer::claim)).isEmpty();

        site.write("index.html", "three");
        assertThat(publish().unchanged()).isFalse();
        assertThat(visit("index.html")).contains("three".getBytes(StandardCharsets.UTF_8));
    }

    /** Publishes, in a process of its own: a umask belongs to one. */
    static final class Publication {
        private Publication() {}

        public static void main(String[] args) throws Exception {
            Path temp = Path.of(args[0]);
            Site site = new Site(temp).write("a/b/page.html", "page");
            new Publisher(
                            new FolderOrigin(temp.resolve("build/origin")),
                            site.cache().blobs(),
                            new SteppingClock(),
                            temp.resolve("journals"))
                    .publish(site.release(ReleaseRules.DEFAULT), false);
        }
    }

    @Test
    void webServerOfAnotherUser_canReadWhatIsServed_whateverTheUmask() throws Exception {
        Process publication =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                "umask 077; exec \"$0\" -cp \"$1\" \"$2\" \"$3\"",
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                System.getProperty("java.class.path"),
                                Publication.class.getName(),
                                temp.toString())
                        .inheritIO()
                        .start();
        assertThat(publication.waitFor()).isZero();

        Path page = temp.resolve("build/origin/current/a/b/page.html").toRealPath();
        assertThat(Files.getPosixFilePermissions(page)).contains(PosixFilePermission.OTHERS_READ);
        Path above = temp.toRealPath();
        for (Path part : above.relativize(page.resolveSibling(""))) {
            above = above.resolve(part);
            assertThat(Files.getPosixFilePermissions(above))
                    .as(above.toString())
                    .contains(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_EXECUTE)
                    .doesNotContain(PosixFilePermission.OTHERS_WRITE);
        }
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

    @Test
    void fileThatBecomesAFolder_canBeRolledBack_andForwardAgain() throws Exception {
        site.write("docs", "all of them");
        Digest file = publish().release();
        site.delete("docs").write("docs/a.css", "a{}");
        Digest folder = publish().release();
        String style = Site.file(site.release(RULES), "docs/a.css").path();
        assertThat(visit(style)).isPresent();

        publisher().rollback(Optional.of(file), false);
        assertThat(visit("docs")).contains("all of them".getBytes(StandardCharsets.UTF_8));

        publisher().rollback(Optional.of(folder), false);
        assertThat(visit(style)).isPresent();
    }

    @Test
    void folderThatBecomesAFile_canBePublished_rolledBack_andExpires() throws Exception {
        site.write("docs/sub/a.css", "a{}");
        Digest folder = publish().release();
        String style = Site.file(site.release(RULES), "docs/sub/a.css").path();
        site.delete("docs/sub/a.css").delete("docs/sub").delete("docs").write("docs", "all");
        Digest file = publish().release();
        assertThat(visit("docs")).contains("all".getBytes(StandardCharsets.UTF_8));

        publisher().rollback(Optional.of(folder), false);
        assertThat(visit(style)).isPresent();

        publisher().rollback(Optional.of(file), false);
        clock.step(Duration.ofDays(1));
        assertThat(publisher().expire(1, Duration.ZERO, false)).containsExactly(folder);
        assertThat(visit("docs")).contains("all".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void hashedFilesOfOtherReleases_thatBecameFolders_andBack_areThoseOfTheLatest()
            throws Exception {
        ReleaseRules adopting = ReleaseRules.DEFAULT.withAdopt("lib", "lib/**");
        Digest plain = publisher().publish(site.release(adopting), false).release();
        for (int i = 0; i < 2; i++) {
            site.write("lib", "file");
            Digest file = publisher().publish(site.release(adopting), false).release();
            publisher().rollback(Optional.of(plain), false);
            assertThat(visit("lib")).contains("file".getBytes(StandardCharsets.UTF_8));

            site.delete("lib").write("lib/a", "below");
            publisher().publish(site.release(adopting), false);
            publisher().rollback(Optional.of(plain), false);
            assertThat(visit("lib/a")).contains("below".getBytes(StandardCharsets.UTF_8));

            site.delete("lib/a").delete("lib");
            publisher().rollback(Optional.of(file), false);
            assertThat(visit("lib")).contains("file".getBytes(StandardCharsets.UTF_8));
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
