package dev.jbuild.buildkit.llb;

import java.util.Map;
import java.util.SortedMap;

/**
 * A checkout, made by the daemon. Needs a git program beside the daemon.
 *
 * @param url the repository: http, https, ssh or {@code git@host:path}
 * @param ref branch, tag or commit; empty is the default branch
 * @param subdir part of the repository; empty is all of it
 * @param keepGitDir leave {@code .git} in the tree
 * @param tokenSecret id of the secret that holds an access token; empty asks for {@code
 *     GIT_AUTH_TOKEN}
 * @param knownHosts text of a known_hosts file, for ssh; empty for none
 * @param sshAgent id of the agent to use for ssh, as a rule {@code default}; empty for none
 */
public record GitSource(
        String url,
        String ref,
        String subdir,
        boolean keepGitDir,
        String tokenSecret,
        String knownHosts,
        String sshAgent)
        implements SourceOp {

    /** Throws {@link IllegalArgumentException} for an empty URL. */
    public GitSource {
        if (url.isEmpty()) {
            throw new IllegalArgumentException("a git source needs a URL");
        }
    }

    public GitSource(String url, String ref) {
        this(url, ref, "", false, "", "", "");
    }

    @Override
    public String identifier() {
        String place = hostAndPath();
        String fragment = subdir.isEmpty() ? ref : ref + ":" + subdir;
        return "git://" + (fragment.isEmpty() ? place : place + "#" + fragment);
    }

    @Override
    public SortedMap<String, String> attributes() {
        return SourceOp.given(
                Map.of(
                        "git.fullurl",
                        url,
                        "git.keepgitdir",
                        keepGitDir ? "true" : "",
                        "git.authtokensecret",
                        tokenSecret.isEmpty() ? "GIT_AUTH_TOKEN" : tokenSecret,
                        "git.authheadersecret",
                        "GIT_AUTH_HEADER",
                        "git.knownsshhosts",
                        knownHosts,
                        "git.mountsshsock",
                        sshAgent));
    }

    /** The URL without scheme and user, with the colon of the scp form turned into a slash. */
    private String hostAndPath() {
        int scheme = url.indexOf("://");
        String rest = scheme < 0 ? url.replaceFirst(":", "/") : url.substring(scheme + 3);
        int user = rest.indexOf('@');
        int slash = rest.indexOf('/');
        return user >= 0 && (slash < 0 || user < slash) ? rest.substring(user + 1) : rest;
    }
}
