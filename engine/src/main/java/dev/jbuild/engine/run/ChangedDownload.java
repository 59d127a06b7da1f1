package dev.jbuild.engine.run;

import dev.jbuild.model.Step;
import dev.jbuild.model.Step.CopySource;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file of a web server that has another content than the one that is asked for. */
final class ChangedDownload {
    private static final String DIGEST = "sha256:\\p{XDigit}{64}";
    private static final Pattern SAID =
            Pattern.compile("digest mismatch (%s): (%s)".formatted(DIGEST, DIGEST));

    private ChangedDownload() {}

    /** What has which digest, and what to do if the new content is as it should be. */
    static Optional<Diagnosis> of(Step step, String said) {
        Matcher matcher = SAID.matcher(said);
        return step instanceof Step.Copy copy
                        && copy.source() instanceof CopySource.Download download
                        && matcher.find()
                ? Optional.of(of(download, matcher.group(1), matcher.group(2)))
                : Optional.empty();
    }

    private static Diagnosis of(CopySource.Download download, String found, String wanted) {
        boolean written = download.sha256().isPresent();
        return new Diagnosis(
                "`%s` has now %s, and %s %s"
                        .formatted(
                                download.url(),
                                found,
                                written ? "`sha256:` says" : "`jbuild.lock` pins",
                                wanted),
                "if the new file is the right one: "
                        + (written
                                ? "write its digest behind `sha256:`"
                                : "jbuild lock --update '" + download.url() + "'"));
    }
}
