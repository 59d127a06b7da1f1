package dev.jbuild.cdn.publish;

import dev.jbuild.cdn.origin.Origin;
import dev.jbuild.cdn.origin.Pointer;
import dev.jbuild.cdn.origin.Upload;
import dev.jbuild.cdn.origin.Upload.Phase;
import dev.jbuild.cdn.release.Codec;
import dev.jbuild.cdn.release.Stored;
import dev.jbuild.model.Digest;
import dev.jbuild.model.failure.BuildException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Files with hashed names in one release whose names, or names beside them, are those of plain
 * files in another one. Only where all releases share one file of a name.
 *
 * @param texts of the releases of the origin
 */
record Namesakes(Origin origin, ReleaseTexts texts, Contents contents) {
    /**
     * Keeps what has a hashed name in a release that can be rolled back to, where a plain file is
     * to have that name or stands beside it.
     */
    void keepReplaced(Plan plan, Pointer pointer) throws BuildException, IOException {
        // Where a plain file is served already, this was done when it came.
        boolean isOnlyOfLive =
                plan.removals().isEmpty()
                        && plan.visible().stream()
                                .noneMatch(upload -> upload.reason() == Upload.Reason.NEW);
        List<Digest> concerned = isOnlyOfLive ? plan.live().stream().toList() : pointer.releases();
        for (Map.Entry<Stored, String> replaced :
                new KeptReleases(texts.found(concerned)).replaced(plan).entrySet()) {
            Stored content = replaced.getKey();
            String path = replaced.getValue();
            // A sibling may be one of another compressor, which serves as well.
            if (!origin.isKept(content) && origin.isServed(path, content)) {
                origin.keep(content, kept -> contents.local(kept, _ -> origin.served(path)));
            }
        }
    }

    /** Files with hashed names, in place of which the origin may have plain ones. */
    List<Upload> replacing(Plan plan, Pointer pointer) throws BuildException, IOException {
        List<Digest> concerned = new ArrayList<>(pointer.releases());
        pointer.claim().map(Pointer.Claim::release).ifPresent(concerned::add);
        Set<String> plain = new KeptReleases(texts.found(concerned)).plainPaths();
        List<Upload> replacing = new ArrayList<>();
        for (Upload upload : plan.uploads(Phase.ASSETS)) {
            boolean concernedByOne =
                    plain.contains(upload.path())
                            || Codec.originals(upload.path()).anyMatch(plain::contains);
            if (concernedByOne
                    && upload.reason() != Upload.Reason.HEADERS
                    && !origin.isStored(upload)
                    && (upload.codec().isEmpty()
                            // Visitors can do without a sibling that nobody has kept.
                            || contents.isHad(upload.content()))) {
                replacing.add(upload);
            }
        }
        return replacing;
    }
}
