package dev.jbuild.cdn.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.jbuild.cdn.origin.Origin;
import dev.jbuild.cdn.origin.Pointer;
import dev.jbuild.cdn.origin.Upload;
import dev.jbuild.cdn.origin.Upload.Phase;
import dev.jbuild.cdn.origin.Upload.Reason;
import dev.jbuild.cdn.release.CacheRule;
import dev.jbuild.cdn.release.Codec;
import dev.jbuild.cdn.release.PathPattern;
import dev.jbuild.cdn.release.Release;
import dev.jbuild.cdn.release.ReleaseFile;
import dev.jbuild.cdn.release.ReleaseRules;
import dev.jbuild.cdn.release.Stored;
import dev.jbuild.cdn.testing.Site;
import dev.jbuild.cdn.testing.SteppingClock;
import dev.jbuild.model.Digest;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** What publishing promises, on whichever origin. */
public abstract class PublisherContract {
    protected static final ReleaseRules RULES =
            ReleaseRules.DEFAULT
                    .withFingerprint("**/*.{js,css}")
                    .withPrecompress(EnumSet.allOf(Codec.class));

    @TempDir protected Path temp;
    protected Site site;
    protected final SteppingClock clock = new SteppingClock();

    protected abstract TestOrigin tested();

    protected Origin origin() {
        return tested().origin();
    }

    protected Optional<byte[]> visit(String path) throws IOException {
        return tested().visit(path);
    }

    protected void overwrite(String path, byte[] bytes) throws IOException {
        tested().overwrite(path, bytes);
    }

    protected void remove(String path) throws IOException {
        tested().remove(path);
    }

    protected String kept(Digest content) {
        return tested().kept(content);
    }

    @BeforeEach
    void makeSite() throws IOException {
        site = new Site(temp);
        site.write("app.js", "let app = 1;\n".repeat(200))
                .write("robots.txt", "User-agent: *\n")
                .write("index.html", "<script src=app.js></script>");
    }

    protected Publisher publisher() throws Exception {
        return publisher(site);
    }

    protected Publisher publisher(Site from) throws Exception {
        return new Publisher(origin(), from.cache().blobs(), clock, temp.resolve("journals"));
    }

    protected Published publish() throws Exception {
        return publisher().publish(site.release(RULES), false);
    }

    private String page() throws Exception {
        return new String(visit("index.html").orElseThrow(), StandardCharsets.UTF_8);
    }

    @Test
    void publish_whenFilesAreTooLarge_namesThem_andSendsNothing() throws Exception {
        site.write("film.js", "0".repeat(3000)).write("still.txt", "0".repeat(3001));
        try (Origin origin = origin()) {
            Origin small =
                    new PassingOrigin(origin) {
                        @Override
                        public long largestFile() {
                            return 2999;
                        }
                    };
            Publisher publisher =
                    new Publisher(small, site.cache().blobs(), clock, temp.resolve("journals"));
            assertThatThrownBy(() -> publisher.publish(site.release(RULES), false))
                    .isInstanceOf(UserMistake.class)
                    .hasMessageContaining("` has 3000 bytes")
                    .hasMessageContaining("`still.txt` has 3001 bytes");
            assertThat(origin.pointer()).isEmpty();
        }
        assertThat(visit("robots.txt")).isEmpty();
    }

    @Test
    void publish_servesAllFilesAndSiblings() throws Exception {
        Published published = publish();
        Release release = site.release(RULES);

        assertThat(published.release()).isEqualTo(release.id());
        for (Upload upload : published.plan().uploads()) {
            byte[] bytes = visit(upload.path()).orElseThrow();
            assertThat(Digest.of(bytes)).isEqualTo(upload.content().digest());
        }
        assertThat(published.plan().uploads()).hasSize(5);
        assertThat(publisher().pointer().flatMap(Pointer::live)).contains(release.id());
    }

    @Test
    void plan_namesPagesLast_alsoThoseOfXhtml() throws Exception {
        site.write("about.xhtml", "<html/>");
        assertThat(publisher().plan(site.release(RULES)).uploads(Phase.PAGES))
                .extracting(Upload::path)
                .containsExactly("about.xhtml", "index.html");
    }

    @Test
    void plan_namesAssetsThenOthersThenPages() throws Exception {
        Plan plan = publisher().plan(site.release(RULES));
        assertThat(plan.uploads())
                .extracting(Upload::phase)
                .containsExactly(
                        Phase.ASSETS, Phase.ASSETS, Phase.ASSETS, Phase.OTHERS, Phase.PAGES);
        assertThat(plan.live()).isEmpty();
        assertThat(visit("index.html")).isEmpty();
    }

    @Test
    void secondPublish_changesNothing() throws Exception {
        publish();
        Published second = publish();
        assertThat(second.unchanged()).isTrue();
        assertThat(second.uploaded()).isZero();
    }

    @Test
    void change_uploadsOnlyWhatItTouches() throws Exception {
        publish();
        site.write("app.js", "let app = 2;\n".repeat(200));
        Published published = publish();

        assertThat(published.plan().uploads())
                .extracting(Upload::reason)
                .containsExactly(Reason.NEW, Reason.NEW, Reason.NEW, Reason.CHANGED);
        assertThat(published.plan().stale()).containsExactly("index.html");
        assertThat(page()).contains(Site.file(site.release(RULES), "app.js").path());
    }

    @Test
    void changedHeader_isSent() throws Exception {
        publish();
        ReleaseRules other =
                RULES.withCacheControl(
                        List.of(new CacheRule(PathPattern.parse("**/*.txt"), "max-age=60")));
        Published published = publisher().publish(site.release(other), false);
        assertThat(published.plan().uploads())
                .extracting(Upload::path, Upload::reason)
                .containsExactly(tuple("robots.txt", Reason.HEADERS));
        assertThat(publisher().publish(site.release(other), false).unchanged()).isTrue();
    }

    @Test
    void filesOfTheReleaseBefore_areServedOn() throws Exception {
        publish();
        String before = Site.file(site.release(RULES), "app.js").path();
        site.write("app.js", "let app = 2;\n".repeat(200));
        publish();
        assertThat(visit(before)).isPresent();
        assertThat(visit(before + ".br")).isPresent();
    }

    @Test
    void newFile_isStale_whereACacheMayKnowThatItWasMissing() throws Exception {
        publish();
        site.write("new.txt", "new ".repeat(800)).write("new.js", "let n = 1;");
        Published published = publish();

        assertThat(published.plan().stale()).containsExactly("new.txt");
    }

    @Test
    void removedFile_isNoLongerServed_butItsReleaseComesBack() throws Exception {
        site.write("old.html", "old");
        publish();
        site.delete("old.html");
        Published published = publish();
        assertThat(published.plan().removals()).containsExactly("old.html");
        assertThat(visit("old.html")).isEmpty();

        publisher().rollback(Optional.empty(), false);
        assertThat(visit("old.html")).contains("old".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void rollback_servesTheReleaseBefore_fromAnotherMachine() throws Exception {
        publish();
        String first = page();
        String firstScript = Site.file(site.release(RULES), "app.js").path();
        site.write("app.js", "let app = 2;\n".repeat(200));
        publish();
        String second = page();
        String secondScript = Site.file(site.release(RULES), "app.js").path();

        Site elsewhere = new Site(temp.resolve("elsewhere"));
        Published back = publisher(elsewhere).rollback(Optional.empty(), false);
        assertThat(page()).isEqualTo(first).isNotEqualTo(second);
        assertThat(back.plan().uploads(Phase.ASSETS)).allMatch(u -> u.path().startsWith("app-"));
        // Pages of both releases may be open.
        assertThat(visit(firstScript)).isPresent();
        assertThat(visit(secondScript)).isPresent();

        // And forward again, by name.
        publisher(elsewhere).rollback(Optional.of(site.release(RULES).id()), false);
        assertThat(page()).isEqualTo(second);
    }

    @Test
    void rollback_toNothing_saysWhatThereIs() throws Exception {
        assertThatThrownBy(() -> publisher().rollback(Optional.empty(), false))
                .isInstanceOf(EnvironmentFailure.class)
                .hasMessageContaining("no release before");
        publish();
        Digest unknown = Digest.of(new byte[0]);
        assertThatThrownBy(() -> publisher().rollback(Optional.of(unknown), false))
                .isInstanceOf(EnvironmentFailure.class)
                .hasMessageContaining("does not keep release e3b0c44298fc");
    }

    @Test
    void tamperedRelease_isRefused() throws Exception {
        Digest first = publish().release();
        site.write("robots.txt", "Disallow: /\n");
        publish();
        try (Origin origin = origin()) {
            byte[] text = origin.release(first).orElseThrow();
            origin.keep(
                    first,
                    new String(text, StandardCharsets.UTF_8)
                            .replace("robots.txt", "rob0ts.txt")
                            .getBytes(StandardCharsets.UTF_8));
        }
        Site elsewhere = new Site(temp.resolve("elsewhere"));
        assertThatThrownBy(() -> publisher(elsewhere).rollback(Optional.empty(), false))
                .isInstanceOf(EnvironmentFailure.class)
                .extracting(e -> ((EnvironmentFailure) e).code())
                .isEqualTo("cdn-tampered");
    }

    @Test
    void otherBytesUnderAHashedName_areRefused() throws Exception {
        site.write("lib-BhQ3xKz1.js", "1");
        publish();
        assertOtherBytesAreRefused();
    }

    private void assertOtherBytesAreRefused() throws Exception {
        site.write("lib-BhQ3xKz1.js", "2");
        assertThatThrownBy(this::publish)
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("lib-BhQ3xKz1.js");
        assertThat(visit("lib-BhQ3xKz1.js")).contains(new byte[] {'1'});
    }

    @Test
    void otherBytesUnderAHashedNameOfAnOlderRelease_areRefused() throws Exception {
        site.write("lib-BhQ3xKz1.js", "1");
        publish();
        site.delete("lib-BhQ3xKz1.js");
        publish();
        assertOtherBytesAreRefused();
    }

    @Test
    void nameThatCountsAsHashedNoMore_servesTheBytesOfTheRelease() throws Exception {
        site.write("legacy.js", "1");
        publisher().publish(site.release(ReleaseRules.DEFAULT.withAdopt("legacy.js")), false);
        site.write("legacy.js", "2");
        publisher().publish(site.release(ReleaseRules.DEFAULT), false);
        assertThat(visit("legacy.js")).contains(new byte[] {'2'});
    }

    @Test
    void nameThatCountsAsHashedNoMore_comesBackByARollback() throws Exception {
        site.write("data.txt", "1");
        publisher().publish(site.release(ReleaseRules.DEFAULT.withAdopt("data.txt")), false);
        publisher().publish(site.release(ReleaseRules.DEFAULT), false);
        site.write("data.txt", "2");
        publisher().publish(site.release(ReleaseRules.DEFAULT), false);

        publisher(new Site(temp.resolve("elsewhere"))).rollback(Optional.empty(), false);
        assertThat(visit("data.txt")).contains(new byte[] {'1'});
    }

    @Test
    void nameThatCountsAsHashedInAnOlderRelease_isThereForIt() throws Exception {
        site.write("data.txt", "1");
        publisher().publish(site.release(ReleaseRules.DEFAULT.withAdopt("data.txt")), false);
        publisher().publish(site.release(ReleaseRules.DEFAULT), false);
        site.delete("data.txt");
        publisher().publish(site.release(ReleaseRules.DEFAULT), false);

        Digest first = publisher().pointer().orElseThrow().releases().getLast();
        publisher().rollback(Optional.of(first), false);
        assertThat(visit("data.txt")).contains(new byte[] {'1'});
    }

    private Digest publishLibrary(String text, ReleaseRules rules) throws Exception {
        site.write("lib.js", text);
        return publisher().publish(site.release(rules), false).release();
    }

    private void assertLibrary(String text) throws Exception {
        assertThat(visit("lib.js")).contains(text.getBytes(StandardCharsets.UTF_8));
    }

    private Publisher fromElsewhere() throws Exception {
        return publisher(new Site(temp.resolve("elsewhere")));
    }

    private static final ReleaseRules ADOPTING = ReleaseRules.DEFAULT.withAdopt("lib.js");

    @Test
    void otherBytesUnderANameThatCountedAsHashed_giveWayToARollback() throws Exception {
        Digest hashed = publishLibrary("A", ADOPTING);
        publishLibrary("B", ReleaseRules.DEFAULT);
        Digest plain = publishLibrary("C", ReleaseRules.DEFAULT);

        fromElsewhere().rollback(Optional.of(hashed), false);
        assertLibrary("A");

        fromElsewhere().rollback(Optional.of(plain), false);
        assertLibrary("C");
    }

    @Test
    void nameThatCountedAsHashed_andIsGone_andBackWithOtherBytes_givesWayToARollback()
            throws Exception {
        Digest hashed = publishLibrary("A", ADOPTING);
        site.delete("lib.js");
        publisher().publish(site.release(ADOPTING), false);
        publishLibrary("B", ReleaseRules.DEFAULT);
        site.delete("lib.js");
        publisher().publish(site.release(ADOPTING.withIntegrity()), false);

        fromElsewhere().rollback(Optional.of(hashed), false);
        assertLibrary("A");
    }

    @Test
    void publicationThatDied_whenItHadReplacedAHashedName_givesWay() throws Exception {
        Digest hashed = publishLibrary("A", ADOPTING);
        site.write("lib.js", "B");
        dying(site, publisher -> publisher.publish(site.release(ReleaseRules.DEFAULT), false));
        fromElsewhere().rollback(Optional.of(hashed), true);
        assertLibrary("A");
    }

    @Test
    void expiry_removesWhatWasKeptOfANameThatCountedAsHashed() throws Exception {
        publishLibrary("A", ADOPTING);
        publishLibrary("B", ReleaseRules.DEFAULT);
        clock.step(Duration.ofDays(1));
        publisher().expire(1, Duration.ZERO, false);
        assertLibrary("B");
        Stored gone = new Stored(Digest.of(new byte[] {'A'}), 1);
        try (Origin origin = origin()) {
            assertThatThrownBy(() -> origin.kept().open(gone).close())
                    .isInstanceOf(IOException.class);
        }
    }

    private static final ReleaseRules PACKED =
            ReleaseRules.DEFAULT.withPrecompress(EnumSet.of(Codec.GZIP));

    private static String library(String text) {
        return text.repeat(2000);
    }

    /** That a server which looks for siblings gives out this and nothing else. */
    private void assertPackedLibrary(String text) throws Exception {
        assertLibrary(library(text));
        try (InputStream unpacked =
                new GZIPInputStream(new ByteArrayInputStream(visit("lib.js.gz").orElseThrow()))) {
            assertThat(unpacked.readAllBytes())
                    .isEqualTo(library(text).getBytes(StandardCharsets.UTF_8));
        }
    }

    private void assertLibraryWithoutSibling(String text) throws Exception {
        assertLibrary(library(text));
        assertThat(visit("lib.js.gz")).isEmpty();
    }

    @Test
    void siblingOfANameThatCountsAsHashedNoMore_goes_andComesBackByARollback() throws Exception {
        Digest hashed = publishLibrary(library("A"), PACKED.withAdopt("lib.js"));
        assertPackedLibrary("A");
        Digest plain = publishLibrary(library("B"), ReleaseRules.DEFAULT);
        assertLibraryWithoutSibling("B");

        fromElsewhere().rollback(Optional.of(hashed), false);
        assertPackedLibrary("A");
        fromElsewhere().rollback(Optional.of(plain), false);
        assertLibraryWithoutSibling("B");
        publishLibrary(library("A"), PACKED.withAdopt("lib.js"));
        assertPackedLibrary("A");
    }

    @Test
    void siblingOfANameThatCountedAsHashed_inAnOlderRelease_goes() throws Exception {
        Digest hashed = publishLibrary(library("A"), PACKED.withAdopt("lib.js"));
        site.delete("lib.js");
        publisher().publish(site.release(PACKED), false);
        publishLibrary(library("B"), ReleaseRules.DEFAULT);
        assertLibraryWithoutSibling("B");

        fromElsewhere().rollback(Optional.of(hashed), false);
        assertPackedLibrary("A");
    }

    @Test
    void siblingOfANameThatCountedAsHashed_goesOnceItIsNotListed() throws Exception {
        Digest hashed = publishLibrary(library("A"), PACKED.withAdopt("lib.js"));
        publishLibrary(library("A"), PACKED);
        publishLibrary(library("A"), ReleaseRules.DEFAULT);
        publishLibrary(library("B"), ReleaseRules.DEFAULT);
        assertLibraryWithoutSibling("B");

        fromElsewhere().rollback(Optional.of(hashed), false);
        assertPackedLibrary("A");
    }

    @Test
    void siblingThatAPublicationWhichDiedHadRemoved_isSentAgain() throws Exception {
        Digest hashed = publishLibrary(library("A"), PACKED.withAdopt("lib.js"));
        site.write("lib.js", library("B"));
        dying(site, publisher -> publisher.publish(site.release(ReleaseRules.DEFAULT), false));
        fromElsewhere().rollback(Optional.of(hashed), true);
        assertPackedLibrary("A");
    }

    @Test
    void plainName_thatCountedAsHashedInAReleaseRolledBack_comesForwardAgain() throws Exception {
        Digest plain = publishLibrary(library("A"), PACKED);
        Digest hashed = publishLibrary(library("B"), PACKED.withAdopt("lib.js"));
        fromElsewhere().rollback(Optional.of(plain), false);
        assertPackedLibrary("A");
        publisher(new Site(temp.resolve("third"))).rollback(Optional.of(hashed), false);
        assertPackedLibrary("B");
    }

    @Test
    void nameThatCountsAsHashed_betweenOthers_isNotBroughtBackWhereItIs() throws Exception {
        publishLibrary(library("A"), ReleaseRules.DEFAULT);
        Digest hashed = publishLibrary(library("B"), PACKED.withAdopt("lib.js"));
        site.delete("lib.js");
        publisher().publish(site.release(PACKED), false);
        fromElsewhere().rollback(Optional.of(hashed), false);
        assertPackedLibrary("B");
    }

    @Test
    void siblingOfAnotherCompressor_isNoOtherFile() throws Exception {
        Release release = site.release(RULES);
        publish();
        site.write("robots.txt", "Disallow: /\n");
        Release next = site.release(RULES);
        byte[] other = gzip(site.bytes(Site.file(next, "app.js")));
        Stored sibling = new Stored(site.cache().blobs().put(other), other.length);
        Release elsewhere = withSibling(next, "app.js", sibling);

        publisher().publish(elsewhere, false);
        String path = Site.file(release, "app.js").path();
        assertThat(visit(path + ".gz")).contains(other);
        assertThat(publisher().plan(next).uploads())
                .extracting(Upload::path)
                .containsExactly(path + ".gz");

        // Also when what is there was left by an older release.
        site.write("app.js", "2");
        publish();
        publisher().publish(next, false);
        assertThat(visit(path)).contains(site.bytes(Site.file(next, "app.js")));
    }

    private static Release withSibling(Release release, String logical, Stored sibling) {
        List<ReleaseFile> files = new ArrayList<>();
        for (ReleaseFile file : release.files()) {
            Map<Codec, Stored> siblings = new EnumMap<>(Codec.class);
            siblings.putAll(file.siblings());
            if (file.logical().equals(logical)) {
                siblings.put(Codec.GZIP, sibling);
            }
            files.add(
                    new ReleaseFile(
                            file.path(),
                            file.logical(),
                            file.immutable(),
                            file.content(),
                            file.headers(),
                            siblings,
                            file.integrity()));
        }
        return new Release(release.base(), files);
    }

    /** Compressed, but not as by us. */
    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        byte[] all = packed.toByteArray();
        // The system on which it was packed.
        all[9] = 3;
        return all;
    }

    @Test
    void planOfAnotherTime_isRefused() throws Exception {
        Plan plan = publisher().plan(site.release(RULES));
        Release release = site.release(RULES);
        site.write("robots.txt", "Disallow: /\n");
        publish();
        assertThatThrownBy(() -> publisher().publish(plan, release, false))
                .isInstanceOf(EnvironmentFailure.class)
                .extracting(e -> ((EnvironmentFailure) e).code())
                .isEqualTo("cdn-moved");
    }

    @Test
    void publicationThatDied_isBroughtToItsEnd_byTheNextOne() throws Exception {
        publish();
        Digest before = publisher().pointer().flatMap(Pointer::live).orElseThrow();
        // Someone got as far as the claim, and served his page.
        Site dead = new Site(temp, "dead");
        dead.write("app.js", "let app = 3;\n".repeat(200))
                .write("robots.txt", "User-agent: *\n")
                .write("extra.html", "extra")
                .write("index.html", "<script src=app.js></script>");
        Release halfway = dead.release(RULES);
        dying(dead, publisher -> publisher.publish(halfway, false));
        assertThat(publisher().pointer().flatMap(Pointer::live)).contains(before);
        assertThat(publisher().pointer().flatMap(Pointer::claim)).isPresent();

        // Another one has to wait, but not for ever.
        site.write("robots.txt", "Disallow: /\n");
        assertThatThrownBy(this::publish)
                .isInstanceOfSatisfying(
                        EnvironmentFailure.class,
                        failure -> {
                            assertThat(failure.code()).isEqualTo("cdn-busy");
                            assertThat(failure.hint())
                                    .contains(
                                            "until " + clock.instant().plus(Duration.ofMinutes(15)),
                                            "jbuild cdn plan",
                                            "jbuild cdn publish FILE --take-over");
                        });
        clock.step(Duration.ofMinutes(16));
        Published published = publish();
        assertThat(published.plan().uploads())
                .extracting(Upload::path)
                .contains("index.html", "robots.txt");
        Release live = site.release(RULES);
        assertThat(Digest.of(visit("index.html").orElseThrow()))
                .isEqualTo(Site.file(live, "index.html").content().digest());
        assertThat(visit("extra.html")).isEmpty();
    }

    @Test
    void theSamePublicationAgain_needNotWait() throws Exception {
        publish();
        site.write("index.html", "two");
        dying(site, publisher -> publisher.publish(site.release(RULES), false));
        assertThat(publish().unchanged()).isFalse();
        assertThat(page()).isEqualTo("two");
    }

    private Release manyModules() throws Exception {
        for (int i = 0; i < 50; i++) {
            site.write("m" + i + ".js", "export const m = " + i);
        }
        return site.release(RULES);
    }

    private void publish(Release release, CountingOrigin origin) throws Exception {
        new Publisher(origin, site.cache().blobs(), clock, temp.resolve("journals"))
                .publish(release, false);
    }

    @Test
    void killedUpload_goesOnWhereItWas() throws Exception {
        CountingOrigin first = new CountingOrigin(origin(), 20);
        Release release = manyModules();
        assertThatThrownBy(() -> publish(release, first)).isInstanceOf(CountingOrigin.Death.class);
        CountingOrigin second = new CountingOrigin(origin(), Integer.MAX_VALUE);
        publish(release, second);

        assertThat(first.stored()).isNotEmpty().doesNotContainAnyElementsOf(second.stored());
        assertThat(first.stored().size() + second.stored().size()).isEqualTo(50 + 3 + 2);
    }

    @Test
    void journalThatIsTorn_isReadAsFarAsItGoes() throws Exception {
        CountingOrigin first = new CountingOrigin(origin(), 20);
        Release release = manyModules();
        assertThatThrownBy(() -> publish(release, first)).isInstanceOf(CountingOrigin.Death.class);
        try (DirectoryStream<Path> journals = Files.newDirectoryStream(temp.resolve("journals"))) {
            for (Path journal : journals) {
                Files.write(journal, new byte[] {'\0', (byte) 0xc3}, StandardOpenOption.APPEND);
            }
        }
        CountingOrigin second = new CountingOrigin(origin(), Integer.MAX_VALUE);
        publish(release, second);
        assertThat(first.stored()).isNotEmpty().doesNotContainAnyElementsOf(second.stored());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"jbuild-cdn-pointer\":1,\"sequ", "\0\0\0\0", "null", "[[[["})
    void pointerThatIsTorn_isOneClearError_andGivesWayWhenItIsRemoved(String torn)
            throws Exception {
        publish();
        site.write("robots.txt", "Disallow: /\n");
        publish();
        overwrite(".jbuild/current.json", torn.getBytes(StandardCharsets.UTF_8));
        assertTampered(this::publish);
        assertTampered(() -> publisher().rollback(Optional.empty(), false));
        assertTampered(() -> publisher().expire(1, Duration.ZERO, false));

        remove(".jbuild/current.json");
        Release live = site.release(RULES);
        assertThat(publish().release()).isEqualTo(live.id());
        assertThat(publish().unchanged()).isTrue();
    }

    private static void assertTampered(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        EnvironmentFailure.class,
                        failure -> {
                            assertThat(failure.code()).isEqualTo("cdn-tampered");
                            assertThat(failure).hasMessageContaining("`.jbuild/current.json`");
                            assertThat(failure.hint()).contains("remove");
                        });
    }

    @Test
    void releaseOfAnotherJbuild_isAClearError() throws Exception {
        byte[] text = "{\"jbuild-cdn-release\":2}".getBytes(StandardCharsets.UTF_8);
        publish();
        try (Origin origin = origin()) {
            Origin.Version before = origin.pointer().orElseThrow();
            origin.keep(Digest.of(text), text);
            origin.point(
                    before.pointer().serving(Digest.of(text), clock.instant()),
                    Optional.of(before));
        }
        assertThatThrownBy(this::publish)
                .isInstanceOf(EnvironmentFailure.class)
                .hasMessageContaining("another version of jbuild");
    }

    @Test
    void contentThatAnOriginHasLost_isNamedByARollback() throws Exception {
        publish();
        Digest robots = Site.file(site.release(RULES), "robots.txt").content().digest();
        site.write("robots.txt", "Disallow: /\n");
        publish();
        remove(kept(robots));
        assertThatThrownBy(() -> fromElsewhere().rollback(Optional.empty(), false))
                .isInstanceOfSatisfying(
                        EnvironmentFailure.class,
                        failure -> {
                            assertThat(failure.code()).isEqualTo("cdn-content-gone");
                            assertThat(failure).hasMessageContaining(robots.hex());
                            assertThat(failure.hint()).contains("publish");
                        });
    }

    @Test
    void expire_removesWhatIsTooOldAndTooMuch_andNothingThatIsNeeded() throws Exception {
        List<String> scripts = new ArrayList<>();
        List<Digest> ids = new ArrayList<>();
        site.write("shared.js", "export const shared = 1");
        for (int i = 0; i < 4; i++) {
            site.write("app.js", "let app = " + i + ";\n".repeat(100));
            ids.add(publish().release());
            scripts.add(Site.file(site.release(RULES), "app.js").path());
            clock.step(Duration.ofDays(10));
        }
        // Replaced 30, 20 and 10 days ago; the last is served.
        assertThat(publisher().expire(2, Duration.ofDays(100), false)).isEmpty();
        assertThat(publisher().expire(10, Duration.ZERO, false)).isEmpty();
        assertThat(publisher().expire(1, Duration.ofDays(15), false))
                .containsExactly(ids.get(1), ids.get(0));

        assertThat(visit(scripts.get(0))).isEmpty();
        assertThat(visit(scripts.get(1) + ".br")).isEmpty();
        assertThat(visit(scripts.get(2))).isPresent();
        assertThat(visit(scripts.get(3))).isPresent();
        assertThat(visit(Site.file(site.release(RULES), "shared.js").path())).isPresent();
        assertThat(publisher().pointer().orElseThrow().releases())
                .containsExactly(ids.get(3), ids.get(2));
        try (Origin origin = origin()) {
            assertThat(origin.release(ids.get(0))).isEmpty();
        }
        // Not even when nothing may stay.
        assertThat(publisher().expire(0, Duration.ZERO, false)).containsExactly(ids.get(2));
        assertThat(publisher().pointer().flatMap(Pointer::live)).contains(ids.get(3));
        assertThat(visit(scripts.get(3))).isPresent();

        // What is gone can be published again.
        site.write("app.js", "let app = 0;\n".repeat(100));
        publish();
        assertThat(visit(Site.file(site.release(RULES), "app.js").path())).isPresent();
    }

    /** Something that a publisher does. */
    @FunctionalInterface
    private interface Work {
        void by(Publisher publisher) throws Exception;
    }

    /** Does something as a publisher that dies over it, as if by kill -9. */
    private void dying(Site from, Work work) throws Exception {
        try (Origin origin = origin()) {
            work.by(
                    new Publisher(
                            new DyingOrigin(origin),
                            from.cache().blobs(),
                            clock,
                            temp.resolve("d")));
        } catch (DyingOrigin.Death expected) {
            // It never came to the end of it.
        }
    }

    private void rollBackAndDie() throws Exception {
        dying(site, publisher -> publisher.rollback(Optional.empty(), false));
    }

    @Test
    void expire_leavesTheReleaseThatADeadPublisherHadBegunToServe() throws Exception {
        Digest first = publish().release();
        String script = Site.file(site.release(RULES), "app.js").path();
        site.write("app.js", "let app = 2;\n".repeat(200));
        publish();
        rollBackAndDie();
        clock.step(Duration.ofDays(1));

        assertThat(publisher().expire(1, Duration.ZERO, false)).isEmpty();
        assertThat(visit(script)).isPresent();
        publisher().rollback(Optional.of(first), false);
        assertThat(page()).contains(script);
    }

    @Test
    void expire_leavesFilesOfADeadPublication() throws Exception {
        publish();
        Digest gone = publisher().pointer().flatMap(Pointer::live).orElseThrow();
        String script = Site.file(site.release(RULES), "app.js").path();
        Site other = new Site(temp, "other");
        other.write("index.html", "another site");
        publisher(other).publish(other.release(RULES), false);
        site.write("robots.txt", "Disallow: /\n");
        dying(site, publisher -> publisher.publish(site.release(RULES), false));
        clock.step(Duration.ofDays(1));

        assertThat(publisher().expire(1, Duration.ZERO, false)).containsExactly(gone);
        assertThat(visit(script)).isPresent();
        assertThat(publish().release()).isEqualTo(site.release(RULES).id());
    }

    @Test
    void expiryThatDied_isEndedByTheNextOne() throws Exception {
        publish();
        Digest first = publisher().pointer().flatMap(Pointer::live).orElseThrow();
        String script = Site.file(site.release(RULES), "app.js").path();
        site.write("app.js", "let app = 2;\n".repeat(200));
        publish();
        clock.step(Duration.ofDays(1));
        dying(site, publisher -> publisher.expire(1, Duration.ZERO, false));
        site.write("robots.txt", "Disallow: /\n");
        assertThatThrownBy(this::publish)
                .isInstanceOf(EnvironmentFailure.class)
                .hasMessageContaining("expiry");
        assertThat(publisher().expire(1, Duration.ZERO, false)).containsExactly(first);
        assertThat(visit(script)).isEmpty();
        assertThat(publish().unchanged()).isFalse();
    }

    @Test
    void expiryThatDied_isEndedFromAnotherMachine() throws Exception {
        publish();
        Digest first = publisher().pointer().flatMap(Pointer::live).orElseThrow();
        site.write("app.js", "let app = 2;\n".repeat(200));
        publish();
        clock.step(Duration.ofDays(1));
        dying(site, publisher -> publisher.expire(1, Duration.ZERO, false));
        Site elsewhere = new Site(temp.resolve("elsewhere"));
        assertThat(publisher(elsewhere).expire(1, Duration.ZERO, false)).containsExactly(first);
        assertThat(publish().unchanged()).isTrue();
    }
}
