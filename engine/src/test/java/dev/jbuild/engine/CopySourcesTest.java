package dev.jbuild.engine;

import static dev.jbuild.engine.testing.BuildChecker.NONCE;
import static dev.jbuild.engine.testing.TestProject.BASE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;

import dev.jbuild.engine.testing.BuildChecker;
import dev.jbuild.engine.testing.BuildChecker.Checked;
import dev.jbuild.engine.testing.EngineUnderTest;
import dev.jbuild.engine.testing.GitServer;
import dev.jbuild.engine.testing.TestProject;
import dev.jbuild.engine.testing.WebServer;
import dev.jbuild.model.Digest;
import dev.jbuild.model.GitRef;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Step.CopyOptions;
import dev.jbuild.model.Step.CopySource;
import dev.jbuild.model.failure.UserMistake;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** Copies from images, downloads and repositories. */
@Tag("engine")
class CopySourcesTest {
    @TempDir Path folder;

    private BuildChecker checker;

    @BeforeEach
    void makeChecker() throws IOException {
        checker = new BuildChecker(folder);
    }

    @Test
    void copy_fromImage_takesFilesFoldersAndPatterns() throws Exception {
        ImageName image = ImageName.parse(BASE);
        CopyOptions owned = new CopyOptions(Optional.of("7"), Optional.of("600"), List.of(), false);
        CopyOptions maybe = new CopyOptions(Optional.empty(), Optional.empty(), List.of(), true);
        TestProject project =
                new TestProject()
                        .target(
                                "files",
                                t ->
                                        t.fromScratch()
                                                .copy(
                                                        new CopySource.Image(
                                                                image,
                                                                List.of("etc/pass*", "/etc/group")),
                                                        "/several",
                                                        CopyOptions.DEFAULT)
                                                .copy(
                                                        new CopySource.Image(
                                                                image, List.of("/no/such*")),
                                                        "/none",
                                                        maybe)
                                                .copy(
                                                        new CopySource.Image(
                                                                image,
                                                                List.of("/no/such", "/etc/hostx")),
                                                        "/none",
                                                        maybe)
                                                .copy(
                                                        new CopySource.Image(
                                                                image, List.of("/etc/shells")),
                                                        "/two",
                                                        maybe)
                                                .artifact("/"))
                        .target(
                                "look",
                                t ->
                                        t.from(BASE)
                                                .copyArtifact("files", "", "/f")
                                                .copy(
                                                        new CopySource.Image(
                                                                image,
                                                                List.of("/etc/debian_version")),
                                                        "/f/one",
                                                        owned)
                                                .run(
                                                        "cd /f; find . -type f | sort; stat -c"
                                                                + " '%u %a' one # "
                                                                + NONCE));

        Checked built = checker.build(project.goals("look"));
        assertThat(built.report().failures()).isEmpty();
        assertThat(built.output())
                .containsExactly(
                        "./one",
                        "./several/group",
                        "./several/passwd",
                        "./several/passwd-",
                        "./two",
                        "7 600");
        assertThat(checker.path("jbuild.lock")).content().contains(BASE);
        assertThat(checker.build(project.goals("look")).ran()).isEmpty();
    }

    @Test
    void copy_keepsTimes_followsLinks() throws Exception {
        CopyOptions times =
                new CopyOptions(
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        false,
                        true,
                        false,
                        false,
                        false);
        CopyOptions follow =
                new CopyOptions(
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        false,
                        false,
                        true,
                        false,
                        false);
        TestProject project =
                new TestProject()
                        .target(
                                "files",
                                t ->
                                        t.from(BASE)
                                                .run(
                                                        "mkdir -p /out/real /out/f; echo "
                                                                + NONCE
                                                                + " > /out/real/a; ln -s real"
                                                                + " /out/link; ln -s ../real/a"
                                                                + " /out/f/a; touch -d 2001-02-03"
                                                                + " /out/real/a")
                                                .artifact("/out"))
                        .target(
                                "look",
                                t ->
                                        t.from(BASE)
                                                .copyArtifact("files", "out/real", "/kept", times)
                                                .copyArtifact("files", "out/real", "/fixed")
                                                .copyArtifact("files", "out/f/a", "/a", follow)
                                                .copyArtifact("files", "out/link", "/dir/", follow)
                                                .run(
                                                        "stat -c '%n %y' /kept/a /fixed/a | cut -c"
                                                                + " -22; stat -c '%n %F' /a"
                                                                + " /dir/a"));

        assertThat(checker.build(project.goals("look")).output())
                .containsExactly(
                        "/kept/a 2001-02-03 00:",
                        "/fixed/a 1980-01-02 00",
                        "/a regular file",
                        "/dir/a regular file");
    }

    @Test
    void copy_changesModes_orSaysThatTheEngineCannot() throws Exception {
        CopyOptions change =
                new CopyOptions(Optional.empty(), Optional.of("g=u,o-rwx"), List.of(), false);
        checker.write("file", NONCE);
        Files.setPosixFilePermissions(
                checker.path("file"), PosixFilePermissions.fromString("rwxr-xr-x"));
        TestProject project =
                new TestProject()
                        .target(
                                "t",
                                t ->
                                        t.from(BASE)
                                                .copy("file", "/file", change)
                                                .run("stat -c %a /file"));

        if (EngineUnderTest.capabilities().symbolicModes()) {
            assertThat(checker.build(project.goals("t")).output()).containsExactly("770");
        } else {
            assertThatThrownBy(() -> checker.build(project.goals("t")))
                    .isInstanceOf(UserMistake.class)
                    .hasMessageContaining("this engine knows modes of copied files as digits only");
        }
    }

    @Test
    void fetch_takesWhatHasTheDigest_andUnpacks() throws Exception {
        byte[] archive = archive("bin/tool", "tool " + NONCE);
        try (WebServer web = new WebServer(exchange -> answer(exchange, archive))) {
            String url = web.url() + "/" + NONCE + "/tool.tar.gz";
            CopySource whole = new CopySource.Download(url, Optional.of(Digest.of(archive)), false);
            CopySource unpacked =
                    new CopySource.Download(url, Optional.of(Digest.of(archive)), true);
            CopyOptions mode =
                    new CopyOptions(Optional.empty(), Optional.of("755"), List.of(), false);
            TestProject project =
                    new TestProject()
                            .target(
                                    "t",
                                    t ->
                                            t.from(BASE)
                                                    .copy(whole, "/named", mode)
                                                    .copy(whole, "/in/", CopyOptions.DEFAULT)
                                                    .copy(unpacked, "/un", CopyOptions.DEFAULT)
                                                    .run(
                                                            "stat -c '%n %a %s' /named"
                                                                    + " /in/tool.tar.gz; cat"
                                                                    + " /un/bin/tool"));

            assertThat(checker.build(project.goals("t")).output())
                    .containsExactly(
                            "/named 755 " + archive.length,
                            "/in/tool.tar.gz 644 " + archive.length,
                            "tool " + NONCE);

            CopySource other =
                    new CopySource.Download(url, Optional.of(Digest.of(new byte[] {1})), false);
            TestProject wrong =
                    new TestProject().target("t", t -> t.fromScratch().copy(other, "/x", mode));
            assertThat(checker.build(wrong.goals("t")).report().failures())
                    .singleElement()
                    .satisfies(
                            failure -> {
                                assertThat(failure.message())
                                        .isEqualTo(
                                                "`%s` has now %s, and `sha256:` says %s",
                                                url, Digest.of(archive), Digest.of(new byte[] {1}));
                                assertThat(failure.cure())
                                        .hasValue(
                                                "if the new file is the right one: write its digest"
                                                        + " behind `sha256:`");
                            });
        }
    }

    @Test
    void copy_unpacksArchives_ofTheProjectAndOfArtifacts() throws Exception {
        CopyOptions unpack =
                new CopyOptions(
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        false,
                        false,
                        false,
                        true,
                        false);
        Files.write(checker.path("tool.tar.gz"), archive("bin/tool", "tool " + NONCE));
        TestProject project =
                new TestProject()
                        .target(
                                "made",
                                t -> t.from(BASE).copy("tool.tar.gz", "/out/").artifact("/out"))
                        .target(
                                "t",
                                t ->
                                        t.from(BASE)
                                                .copy("tool.tar.gz", "/a", unpack)
                                                .copyArtifact(
                                                        "made", "out/tool.tar.gz", "/b", unpack)
                                                .run("cat /a/bin/tool /b/bin/tool; ls /a /b"));

        assertThat(checker.build(project.goals("t")).output())
                .containsExactly(
                        "tool " + NONCE + "tool " + NONCE + "/a:", "bin", "", "/b:", "bin");
    }

    @Test
    void gitClone_takesTheFilesOfACommit() throws Exception {
        try (GitServer server = new GitServer(folder.resolve("served"))) {
            GitServer.Repository repository = server.repository("repo");
            String first =
                    repository.write("README", "first " + NONCE).write("doc/a", "a").commit();
            repository.write("README", "second").commit();
            boolean excludes = EngineUnderTest.capabilities().copyPatterns();
            CopyOptions withoutDoc =
                    new CopyOptions(
                            Optional.empty(),
                            Optional.empty(),
                            excludes ? List.of("doc") : List.of(),
                            false);
            CopySource source = new CopySource.Repository(new GitRef(repository.url(), first));
            TestProject project =
                    new TestProject()
                            .target(
                                    "t",
                                    t ->
                                            t.from(BASE)
                                                    .copy(source, "/src", withoutDoc)
                                                    .run(
                                                            "ls -A /src"
                                                                    + (excludes ? "" : " -I doc")
                                                                    + "; cat /src/README # "
                                                                    + NONCE));

            // The engine tells of its own work before that.
            assertThat(checker.build(project.goals("t")).output())
                    .endsWith("README", "first " + NONCE);
        }
    }

    private static void answer(HttpExchange exchange, byte[] content) throws IOException {
        exchange.sendResponseHeaders(200, content.length);
        exchange.getResponseBody().write(content);
        exchange.close();
    }

    /** A tar archive of one file, compressed. */
    private static byte[] archive(String name, String content) throws IOException {
        byte[] data = content.getBytes(StandardCharsets.UTF_8);
        byte[] tar = new byte[512 + (data.length + 511) / 512 * 512 + 1024];
        put(tar, 0, name);
        put(tar, 100, "0000644\0" + "0000000\0" + "0000000\0");
        put(tar, 124, "%011o\0%011o\0".formatted(data.length, 0));
        put(tar, 148, "        0");
        put(tar, 257, "ustar\00000");
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += tar[i];
        }
        put(tar, 148, "%06o\0 ".formatted(sum));
        System.arraycopy(data, 0, tar, 512, data.length);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(tar);
        }
        return bytes.toByteArray();
    }

    private static void put(byte[] tar, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, tar, offset, bytes.length);
    }
}
