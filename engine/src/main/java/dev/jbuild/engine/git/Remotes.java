package dev.jbuild.engine.git;

import dev.jbuild.model.GitRef;
import dev.jbuild.model.failure.BuildException;

import org.eclipse.jgit.api.FetchCommand;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.LsRemoteCommand;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.TagOpt;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Asks repositories what their names stand for. */
public final class Remotes {
    /** More names would be read by nobody. */
    private static final int SHOWN = 10;

    private final GitAccess access;

    /**
     * @param environment where proxies, tokens, the ssh agent and the settings of git are
     */
    public Remotes(Map<String, String> environment) {
        this(new GitAccess(environment));
    }

    Remotes(GitAccess access) {
        this.access = access;
    }

    /**
     * The commit that a name stands for at present.
     *
     * @throws dev.jbuild.model.failure.UserMistake when there is no such repository or name
     * @throws dev.jbuild.model.failure.EnvironmentFailure when the repository cannot be reached
     */
    public String commit(GitRef at) throws BuildException {
        Map<String, Ref> refs = refs(at);
        return candidates(at.ref())
                .flatMap(name -> Optional.ofNullable(refs.get(name)).stream())
                .findFirst()
                .map(Remotes::commit)
                .orElseThrow(() -> unknown(at, refs));
    }

    /** Fetches the files of a commit without its history. */
    void fetchFiles(Repository into, GitRef at, String commit) throws GitAPIException {
        FetchCommand fetch =
                fetch(into, at).setRefSpecs(commit + ":refs/jbuild/" + commit).setDepth(1);
        access.files(fetch);
    }

    /** Fetches all branches and tags. */
    void fetchAll(Repository into, GitRef at) throws GitAPIException {
        access.files(
                fetch(into, at)
                        .setRefSpecs("+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*"));
    }

    private FetchCommand fetch(Repository into, GitRef at) {
        return access.with(Git.wrap(into).fetch()).setRemote(at.url()).setTagOpt(TagOpt.NO_TAGS);
    }

    /** As git looks for a name: a tag goes before a branch. */
    private static Stream<String> candidates(String name) {
        return Stream.of(name, Constants.R_TAGS + name, Constants.R_HEADS + name);
    }

    private Map<String, Ref> refs(GitRef at) throws BuildException {
        try {
            LsRemoteCommand question = access.with(question(at)).setRemote(at.url());
            return access.names(question::callAsMap);
        } catch (GitAPIException | JGitInternalException e) {
            throw GitFailures.of(at, e);
        }
    }

    /** Servers without a program for git send files, of which JGit makes objects. */
    private static LsRemoteCommand question(GitRef at) {
        return at.url().startsWith("http")
                ? Git.wrap(new InMemoryRepository(new DfsRepositoryDescription())).lsRemote()
                : Git.lsRemoteRepository();
    }

    /** An annotated tag is an object of its own, which leads to the commit. */
    private static String commit(Ref ref) {
        ObjectId peeled = ref.getPeeledObjectId();
        return Objects.requireNonNull(peeled == null ? ref.getObjectId() : peeled).name();
    }

    private static BuildException unknown(GitRef at, Map<String, Ref> refs) {
        TreeSet<String> names =
                refs.keySet().stream()
                        .filter(
                                name ->
                                        name.startsWith(Constants.R_HEADS)
                                                || name.startsWith(Constants.R_TAGS))
                        .map(name -> name.split("/", 3)[2])
                        .collect(Collectors.toCollection(TreeSet::new));
        return GitFailures.mistake(
                "unknown-ref",
                "`%s` is no branch or tag of `%s`".formatted(at.ref(), at.url()),
                names.isEmpty()
                        ? "the repository has no commits yet"
                        : "its branches and tags: "
                                + names.stream().limit(SHOWN).collect(Collectors.joining(", "))
                                + (names.size() > SHOWN ? ", …" : "")
                                + "; a commit needs its full name");
    }
}
