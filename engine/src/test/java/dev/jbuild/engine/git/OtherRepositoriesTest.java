package dev.jbuild.engine.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;

import dev.jbuild.cache.disk.DiskCache;
import dev.jbuild.engine.lock.LockFile;
import dev.jbuild.engine.lock.LockUse;
import dev.jbuild.engine.run.Forks;
import dev.jbuild.engine.testing.GitServer;
import dev.jbuild.engine.testing.WebServer;
import dev.jbuild.model.Checkout;
import dev.jbuild.model.GitRef;
import dev.jbuild.model.failure.UserMistake;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Repositories of git's own server: fetched, pinned, kept, mended, refused. */
class OtherRepositoriesTest {
    @TempDir Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final List<String> notices = Collections.synchronizedList(new ArrayList<>());
    private GitServer server;
    private GitServer.Repository repository;

    @BeforeEach
    void serve() throws Exception {
        server = new GitServer(folder.resolve("served"));
        repository = server.repository("lib");
        Files.createDirectories(folder.resolve("project"));
        environment.put("PATH", System.getenv("PATH"));
        environment.put("HOME", Files.createDirectories(folder.resolve("home")).toString());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private OtherRepositories repositories(LockUse use, String... renewed) {
        return new OtherRepositories(
                new RepositoryUse(
                        folder.resolve("project"),
                        folder.resolve("state"),
                        environment,
                        use,
                        renewed.length == 0 ? Optional.empty() : Optional.of(List.of(renewed))),
                notices::add);
    }

    private Checkout checkout(LockUse use, GitRef at) throws Exception {
        return repositories(use).checkout(at);
    }

    private GitRef main() {
        return new GitRef(repository.url(), "main");
    }

    @Test
    void checkout_staysAtThePinnedCommit_untilRenewed_andWithoutTheServer() throws Exception {
        String first = repository.write("a", "one").write("bin/run", "x").commit();
        assertThatThrownBy(() -> checkout(LockUse.FROZEN, main()))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("is not in `jbuild.lock`");

        Checkout checkout = checkout(LockUse.EXTEND, main());

        assertThat(checkout.commit()).isEqualTo(first);
        assertThat(checkout.timestamp())
                .isEqualTo(Long.parseLong(repository.git("log", "-1", "--format=%ct").strip()));
        assertThat(checkout.root().resolve("a")).hasContent("one");
        assertThat(LockFile.read(folder.resolve("project")).commit(main())).contains(first);

        String second = repository.write("a", "two").commit();
        int visits = server.visits();
        assertThat(checkout(LockUse.FROZEN, main())).isEqualTo(checkout);
        assertThat(server.visits()).isEqualTo(visits);

        assertThat(repositories(LockUse.EXTEND, "*:v1").checkout(main())).isEqualTo(checkout);
        Checkout renewed = repositories(LockUse.EXTEND, "*:main").checkout(main());
        assertThat(renewed.commit()).isEqualTo(second);
        assertThat(renewed.root().resolve("a")).hasContent("two");
        assertThat(checkout.root().resolve("a")).hasContent("one");

        GitRef fixed = new GitRef(repository.url(), first);
        server.close();
        assertThat(checkout(LockUse.OFFLINE, main())).isEqualTo(renewed);
        assertThat(checkout(LockUse.OFFLINE, fixed)).isEqualTo(checkout);
        assertThat(notices).hasSize(2);
    }

    @Test
    void checkout_isByteForByte_withModesAndLinks() throws Exception {
        repository.write("lines", "a\r\nb\n").write(".gitattributes", "* text=auto\n");
        repository.write("run", "x");
        Files.setPosixFilePermissions(
                repository.folder().resolve("run"), PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.createSymbolicLink(repository.folder().resolve("link"), Path.of("/etc/hostname"));
        repository.git("config", "core.autocrlf", "false");
        repository.commit();
        String stored = repository.git("cat-file", "-p", "HEAD:lines");

        Path root = checkout(LockUse.EXTEND, main()).root();

        assertThat(root.resolve("lines")).hasContent(stored);
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(root.resolve("run"))))
                .isEqualTo("rwxr-xr-x");
        assertThat(Files.readSymbolicLink(root.resolve("link"))).hasToString("/etc/hostname");
        assertThat(root.resolve(".git")).doesNotExist();
    }

    @Test
    void checkout_whenDamaged_isMadeAgain_fromTheClone() throws Exception {
        repository.write("a", "one").write("b", "b").commit();
        Checkout checkout = checkout(LockUse.EXTEND, main());
        server.close();

        Files.writeString(checkout.root().resolve("a"), "forged");
        assertThat(checkout(LockUse.OFFLINE, main()).root().resolve("a")).hasContent("one");
        Files.delete(checkout.root().resolve("b"));
        assertThat(checkout(LockUse.OFFLINE, main()).root().resolve("b")).hasContent("b");
        Files.writeString(checkout.root().resolve("c"), "added");
        assertThat(checkout(LockUse.OFFLINE, main()).root().resolve("c")).doesNotExist();
    }

    @Test
    void checkout_whenOffline_needsWhatWasFetched() throws Exception {
        String commit = repository.write("a", "one").commit();
        assertThatThrownBy(() -> checkout(LockUse.OFFLINE, new GitRef(repository.url(), commit)))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("has not been used here yet, and --offline forbids");
        assertThat(server.visits()).isZero();
    }

    @Test
    void checkout_whenSomethingIsNotThere_saysWhat() throws Exception {
        repository.write("a", "one").commit();
        GitRef wrong = new GitRef(repository.url(), "mian");
        assertThatThrownBy(() -> checkout(LockUse.EXTEND, wrong))
                .isInstanceOf(UserMistake.class)
                .hasMessage("`mian` is no branch or tag of `%s`", repository.url());
        assertThatThrownBy(
                        () ->
                                checkout(
                                        LockUse.EXTEND,
                                        new GitRef(server.url() + "/no.git", "main")))
                .isInstanceOf(UserMistake.class)
                .hasMessage("there is no git repository `%s/no.git`", server.url());
        GitRef gone = new GitRef(repository.url(), "0".repeat(39) + "1");
        assertThatThrownBy(() -> checkout(LockUse.EXTEND, gone))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("has no commit " + gone.ref());
    }

    @Test
    void checkout_whenServerGivesNoCommitByName_takesAllBranches() throws Exception {
        repository.git("config", "uploadpack.allowAnySHA1InWant", "false");
        repository.git("config", "protocol.version", "0");
        String first = repository.write("a", "one").commit();
        repository.write("a", "two").commit();

        Checkout checkout = checkout(LockUse.EXTEND, new GitRef(repository.url(), first));

        assertThat(checkout.root().resolve("a")).hasContent("one");
    }

    @Test
    void checkout_ofAServerThatKnowsNothingOfGit() throws Exception {
        repository.write("a", "one").commit();
        repository.git("update-server-info");
        try (WebServer web = new WebServer(this::sendFile)) {
            GitRef at = new GitRef(web.url() + "/lib.git/.git", "main");
            assertThat(checkout(LockUse.EXTEND, at).root().resolve("a")).hasContent("one");
        }
    }

    private void sendFile(HttpExchange exchange) throws IOException {
        Path file = folder.resolve("served" + exchange.getRequestURI().getPath());
        boolean there = Files.isRegularFile(file);
        exchange.sendResponseHeaders(there ? 200 : 404, there ? 0 : -1);
        if (there) {
            Files.copy(file, exchange.getResponseBody());
        }
        exchange.close();
    }

    @Test
    void checkout_bySshAndByFolder() throws Exception {
        repository.write("a", "one").commit();
        Path ssh = folder.resolve("ssh");
        Files.writeString(
                ssh,
                """
                #!/bin/sh
                echo "$@" >> '%s'
                for last; do :; done
                exec sh -c "$last"
                """
                        .formatted(folder.resolve("calls")));
        Files.setPosixFilePermissions(ssh, PosixFilePermissions.fromString("rwx------"));
        environment.put("GIT_SSH_COMMAND", ssh.toString());
        String path = repository.folder().toString();

        for (String url :
                List.of(
                        "git@example.org:" + path,
                        "ssh://git@example.org:2222" + path,
                        "file://" + path)) {
            Checkout checkout = checkout(LockUse.EXTEND, new GitRef(url, "main"));
            assertThat(checkout.root().resolve("a")).hasContent("one");
        }
        assertThat(Files.readString(folder.resolve("calls")))
                .contains("-o BatchMode=yes -- git@example.org git-upload-pack")
                .contains("-o BatchMode=yes -p 2222 -- git@example.org git-upload-pack");
    }

    @Test
    void checkout_takesCredentialsOfGit_forTheirHostOnly() throws Exception {
        repository.write("a", "one").commit();
        server.requireLogin("ada", "secret");
        assertThatThrownBy(() -> checkout(LockUse.EXTEND, main()))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("is not there, or not for you");

        String host = server.url().substring("http://".length());
        helper("other.example.org");
        assertThatThrownBy(() -> checkout(LockUse.EXTEND, main())).isInstanceOf(UserMistake.class);
        helper(host);
        assertThat(checkout(LockUse.EXTEND, main()).root().resolve("a")).hasContent("one");
    }

    /** Has git know a password for a host. */
    private void helper(String host) throws IOException {
        Files.writeString(
                folder.resolve("home/.gitconfig"),
                "[credential]\n\thelper = store --file=" + folder.resolve("passwords") + "\n");
        Files.writeString(folder.resolve("passwords"), "http://ada:secret@" + host + "\n");
    }

    @Test
    void checkout_withSubmodules_leavesThemOut_andSaysSo() throws Exception {
        GitServer.Repository other = server.repository("other");
        other.write("x", "x").commit();
        repository.write("a", "one");
        repository.git(
                "-c",
                "protocol.file.allow=always",
                "submodule",
                "add",
                "-q",
                other.folder().toString(),
                "sub");
        repository.commit();

        Path root = checkout(LockUse.EXTEND, main()).root();

        assertThat(root.resolve("sub")).doesNotExist();
        assertThat(notices).contains("submodules of " + main() + " are left out: sub");
    }

    @Test
    void checkout_ofATreeThatLeadsOut_isRefused() throws Exception {
        repository.write("a", "one").commit();
        String blob = repository.git("hash-object", "-w", "a").strip();
        Path tree = folder.resolve("tree");
        byte[] id = new BigInteger(blob, 16).toByteArray();
        byte[] sha = new byte[20];
        System.arraycopy(
                id,
                Math.max(0, id.length - 20),
                sha,
                Math.max(0, 20 - id.length),
                Math.min(20, id.length));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write("100644 ..\0".getBytes(StandardCharsets.US_ASCII));
        bytes.write(sha);
        Files.write(tree, bytes.toByteArray());
        String made =
                repository
                        .git("hash-object", "-w", "-t", "tree", "--literally", tree.toString())
                        .strip();
        String commit = repository.git("commit-tree", made, "-m", "bad").strip();
        repository.git("update-ref", "refs/heads/bad", commit);

        assertThatThrownBy(() -> checkout(LockUse.EXTEND, new GitRef(repository.url(), "bad")))
                .hasMessageContaining("a file with the name `..`");
    }

    @Test
    void checkout_manyAtOnce_fetchOnce() throws Exception {
        repository.write("a", "one").commit();
        List<Callable<Checkout>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(() -> checkout(LockUse.EXTEND, main()));
        }
        assertThat(Forks.all(all)).allMatch(each -> Files.exists(each.root().resolve("a")));
        assertThat(notices).filteredOn(notice -> notice.startsWith("fetching")).hasSize(1);
    }

    @Test
    void cacheThatIsTidied_leavesAClone_whileItIsInUse() throws Exception {
        String first = repository.write("a", "one".repeat(1000)).commit();
        checkout(LockUse.EXTEND, main());
        Instant later = Instant.now().plus(Duration.ofHours(2));
        DiskCache cache =
                DiskCache.open(folder.resolve("state"), InstantSource.fixed(later), damage -> {});
        Clones clones = new Clones(cache, new Remotes(environment), true);
        List<Long> freed = new ArrayList<>();

        clones.use(
                main(),
                first,
                clone -> {
                    try {
                        cache.upkeep().collect(0);
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                    freed.add(clone.open(clone.resolve(first + ":a")).getSize());
                });

        assertThat(freed).containsExactly(3000L);
        clones.use(main(), first, clone -> {});
    }

    @Test
    void commitThatIsThere_isNotFetched_byAnotherAddressOfTheRepository() throws Exception {
        String commit = repository.write("a", "one").commit();
        Checkout checkout = checkout(LockUse.EXTEND, main());
        int visits = server.visits();

        String other = server.url().replace("localhost", "127.0.0.1") + "/lib.git";
        assertThat(checkout(LockUse.EXTEND, new GitRef(other, commit))).isEqualTo(checkout);
        assertThat(server.visits()).isEqualTo(visits);
        assertThat(checkout(LockUse.EXTEND, new GitRef(other, "main"))).isEqualTo(checkout);

        server.close();
        GitRef gone = new GitRef("https://git.invalid/lib.git", commit);
        assertThat(checkout(LockUse.OFFLINE, gone)).isEqualTo(checkout);
        assertThat(notices).filteredOn(notice -> notice.startsWith("fetching")).hasSize(1);
    }

    @Test
    void shelf_isCounted_andClearedAway_butNotWhatIsInUse() throws Exception {
        repository.write("a", "one".repeat(1000)).commit();
        Checkout checkout = checkout(LockUse.EXTEND, main());
        Instant later = Instant.now().plus(Duration.ofHours(2));
        DiskCache cache =
                DiskCache.open(folder.resolve("state"), InstantSource.fixed(later), damage -> {});
        assertThat(cache.upkeep().status().bytes()).isGreaterThan(3000);

        cache.spareUsed(
                "+all",
                folder.resolve("project"),
                OtherRepositories.shelved(Map.of(main(), checkout)));
        assertThat(cache.upkeep().collect(1000).freed()).isZero();
        assertThat(checkout.root()).exists();

        cache.spareUsed("+all", folder.resolve("project"));
        assertThat(cache.upkeep().collect(1000).freed()).isGreaterThan(3000);
        assertThat(checkout.root()).doesNotExist();
        assertThat(checkout(LockUse.EXTEND, main()).root().resolve("a")).exists();

        assertThat(cache.upkeep().clear().freed()).isGreaterThan(3000);
        assertThat(checkout.root()).doesNotExist();
    }
}
