package dev.jbuild.engine.lower;

import dev.jbuild.buildkit.BuildkitException;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.failure.Diagnostic;

import java.util.regex.Pattern;

/**
 * Addresses at which nobody answers. A builder cannot be told to fetch nothing; but it knows what
 * it has by digests, checksums and commits. So what must not be fetched is asked for at such an
 * address: what the builder has is found, and all else fails on its own machine.
 */
public final class Nowhere {
    /** A port that there cannot be: Go refuses it before it looks up the host. */
    private static final String NO_PORT = "99999";

    /** A port of the builder's own machine that no server has; proxies are not asked for it. */
    private static final String NO_SERVER = "127.0.0.1:1";

    private static final Pattern MENTIONED =
            Pattern.compile("127\\.0\\.0\\.1:1(?!\\d)|\\b" + NO_PORT + "\\b");

    private Nowhere() {}

    /**
     * Where an image is asked for, by its digest. The host stays: builders note beside a manifest
     * where it is from, and take it for the same host only. The port is not noted.
     */
    public static ImageName image(ImageName name) {
        String host = name.registry().replaceFirst(":\\d+$", "");
        return new ImageName(host + ":" + NO_PORT, name.repository(), name.tag(), name.digest());
    }

    /** Where a download is asked for, by its checksum. */
    static String download(String url) {
        return "http://" + NO_SERVER + "/" + withoutScheme(url);
    }

    /** Where a repository is asked for, by a commit: in the one protocol without proxies. */
    static String repository(String url) {
        return "git://" + NO_SERVER + "/" + withoutScheme(url);
    }

    private static String withoutScheme(String url) {
        return url.replaceFirst("^[a-z]+://", "");
    }

    /** Whether something failed because the builder does not have what it must not fetch. */
    public static boolean wasAsked(BuildkitException failure) {
        return !failure.isOfProgram() && MENTIONED.matcher(failure.getMessage()).find();
    }

    /** What a failure says in our words. */
    public static String said(BuildkitException failure) {
        return wasAsked(failure)
                ? "the builder does not have it any more, and --offline forbids to fetch it"
                : failure.getMessage();
    }

    /** The mistake to want what the builder does not have. */
    public static Diagnostic mistake(String what, SourceSpan span) {
        return Diagnostic.at(
                span,
                "offline",
                "the builder does not have " + what + ", and --offline forbids to fetch it",
                "build once without --offline");
    }
}
