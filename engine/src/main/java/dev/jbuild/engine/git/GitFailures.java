package dev.jbuild.engine.git;

import dev.jbuild.model.GitRef;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.jspecify.annotations.Nullable;

import java.net.UnknownHostException;
import java.util.Locale;
import java.util.stream.Stream;

/** What to tell of a repository that does not answer as it should. */
final class GitFailures {
    private GitFailures() {}

    static BuildException of(GitRef at, Exception failure) {
        String url = at.url();
        if (causes(failure)
                .anyMatch(
                        cause ->
                                cause instanceof NoRemoteRepositoryException
                                        || cause instanceof RepositoryNotFoundException)) {
            return mistake(
                    "no-such-repository",
                    "there is no git repository `" + url + "`",
                    "check the address; `git ls-remote " + url + "` has to work");
        }
        if (causes(failure).anyMatch(GitFailures::isRefusal)) {
            return mistake(
                    "repository-refused",
                    "the repository `" + url + "` is not there, or not for you",
                    "`git ls-remote "
                            + url
                            + "` has to work without asking for a password; a token can be in"
                            + " JBUILD_GIT_TOKEN_ and the name of the host, as in"
                            + " JBUILD_GIT_TOKEN_GITHUB_COM");
        }
        return new EnvironmentFailure(
                "repository-unreachable",
                "cannot read the git repository `" + url + "`: " + reason(failure),
                "check the address and the network; what was fetched before works with --offline",
                failure);
    }

    static UserMistake mistake(String code, String message, String hint) {
        return new UserMistake(Diagnostic.of(code, message, hint));
    }

    /** JGit has no type for this. */
    private static boolean isRefusal(Throwable cause) {
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("not authorized")
                || message.contains("authentication")
                || message.contains("permission denied")
                || message.contains("403");
    }

    private static String reason(Exception failure) {
        return causes(failure).reduce((outer, inner) -> inner).map(GitFailures::told).orElse("");
    }

    private static String told(Throwable cause) {
        @Nullable String message = cause.getMessage();
        if (message == null) {
            return cause.toString();
        }
        // Java says no more than the name.
        return cause instanceof UnknownHostException
                ? "there is no server `" + message + "`"
                : message;
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }
}
