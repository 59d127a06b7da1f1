package dev.jbuild.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;

class JgitFactsTest {
    @TempDir Path root;

    @Test
    void everything_whenNoRepository_isNull() {
        JgitFacts facts = new JgitFacts(root, new Readings());
        assertThat(facts.getHash()).isNull();
        assertThat(facts.getShortHash()).isNull();
        assertThat(facts.getBranch()).isNull();
        assertThat(facts.getTag()).isNull();
        assertThat(facts.getTimestamp()).isNull();
        assertThat(facts.getDirty()).isNull();
    }

    @Test
    void everything_whenTaggedCommit_isRead() throws Exception {
        try (Git git = Git.init().setDirectory(root.toFile()).setInitialBranch("main").call()) {
            RevCommit commit = commit(git);
            git.tag().setName("v1").setAnnotated(false).call();
            git.tag().setName("v2").setMessage("two").setSigned(false).call();
            Path folder = Files.createDirectory(root.resolve("folder"));

            JgitFacts facts = new JgitFacts(folder, new Readings());
            assertThat(facts.getHash()).isEqualTo(commit.name());
            assertThat(facts.getShortHash()).isEqualTo(commit.name().substring(0, 7));
            assertThat(facts.getBranch()).isEqualTo("main");
            assertThat(facts.getTag()).isEqualTo("v2");
            assertThat(facts.getTimestamp()).isEqualTo((long) commit.getCommitTime());
            assertThat(facts.getDirty()).isFalse();

            Files.writeString(root.resolve("new"), "x");
            assertThat(facts.getDirty()).isTrue();

            git.checkout().setName(commit.name()).call();
            assertThat(facts.getBranch()).isNull();
        }
    }

    @Test
    void everything_whenNoCommit_isNullButTheBranch() throws Exception {
        try (Git git = Git.init().setDirectory(root.toFile()).setInitialBranch("main").call()) {
            JgitFacts facts =
                    new JgitFacts(git.getRepository().getWorkTree().toPath(), new Readings());
            assertThat(facts.getHash()).isNull();
            assertThat(facts.getTag()).isNull();
            assertThat(facts.getBranch()).isEqualTo("main");
        }
    }

    private static RevCommit commit(Git git) throws Exception {
        return git.commit()
                .setMessage("first")
                .setAuthor("a", "a@example.org")
                .setCommitter("a", "a@example.org")
                .setSign(false)
                .call();
    }
}
