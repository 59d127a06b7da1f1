package dev.jbuild.dsl.script;

import dev.jbuild.model.Digest;
import dev.jbuild.model.GitRef;
import dev.jbuild.model.Step;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Files from elsewhere: downloads and repositories. What they are is fixed by a digest or by the
 * lock.
 */
final class Sources {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");
    private static final String PREFIX = "sha256:";

    private Sources() {}

    static Step.Copy download(Call call, String url, Options given) {
        String path = address(call, url).getPath();
        if (path.isEmpty() || path.endsWith("/")) {
            throw call.mistakeAt(
                    url,
                    "url",
                    "`" + url + "` does not name a file",
                    "the last part of the path in the URL is the name of the file");
        }
        boolean unpack = given.flag("unpack");
        return copy(
                call,
                new Step.CopySource.Download(url, sha256(call, given), unpack),
                given,
                List.of());
    }

    static Step.Copy repository(Call call, String url, Options given) {
        address(call, url);
        String ref = given.text("ref").orElse(GitRef.DEFAULT);
        if (!GitRef.isRef(ref)) {
            throw call.mistakeAt(
                    ref,
                    "git-ref",
                    "`" + ref + "` is no name of a branch, tag or commit",
                    "as in `main`, `v1.2` or the full name of a commit");
        }
        return copy(
                call,
                new Step.CopySource.Repository(new GitRef(url, ref)),
                given,
                given.texts("exclude"));
    }

    private static Step.Copy copy(
            Call call, Step.CopySource source, Options given, List<String> exclude) {
        return new Step.Copy(
                source,
                given.text("into").orElse(""),
                new Step.CopyOptions(
                        given.text("chown"), Copies.modeOrChange(call, given), exclude, false),
                call.span());
    }

    private static URI address(Call call, String url) {
        try {
            URI uri = new URI(url);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getPath() != null && !secret(uri)) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Told below.
        }
        throw call.mistakeAt(
                url,
                "url",
                "`" + url + "` is no URL that can be fetched",
                "as in `https://example.org/path/file`, without a name or password");
    }

    private static boolean secret(URI uri) {
        return Optional.ofNullable(uri.getUserInfo()).isPresent();
    }

    private static Optional<Digest> sha256(Call call, Options given) {
        return given.text("sha256").map(text -> sha256(call, text));
    }

    private static Digest sha256(Call call, String text) {
        String hex = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text;
        if (!SHA256.matcher(hex).matches()) {
            throw call.mistakeAt(
                    text,
                    "sha256",
                    "`" + text + "` is no SHA-256",
                    "64 digits and letters from a to f, as `sha256sum` prints them");
        }
        return Digest.parse(PREFIX + hex.toLowerCase(Locale.ROOT));
    }
}
