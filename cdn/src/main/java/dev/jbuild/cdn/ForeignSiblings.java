package dev.jbuild.cdn;

import dev.jbuild.cdn.fingerprint.Fingerprinting;
import dev.jbuild.cdn.fingerprint.NamedFile;
import dev.jbuild.cdn.release.Codec;
import dev.jbuild.cdn.release.ContentTypes;
import dev.jbuild.cdn.release.ListFile;
import dev.jbuild.cdn.release.ReleaseRules;
import dev.jbuild.cdn.release.Remark;
import dev.jbuild.cdn.release.Stored;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Files of the folder that lie where a server looks for the compressed form of another file. One
 * that would be stale there, or stand in the way of ours, is no part of the release. Any other is a
 * file like all.
 */
final class ForeignSiblings {
    /**
     * What a file seems to be.
     *
     * @param original path of the file that it may be the compressed form of
     */
    private record Sibling(String original, Codec codec) {}

    private final ReleaseRules rules;
    private final SortedMap<String, Stored> files;
    private final SortedMap<String, Sibling> siblings = new TreeMap<>();

    ForeignSiblings(ReleaseRules rules, SortedMap<String, Stored> files) {
        this.rules = rules;
        this.files = files;
        files.keySet().forEach(this::findBeside);
        rules.lists().stream().map(ListFile::path).forEach(this::findBeside);
    }

    private void findBeside(String original) {
        if (!ContentTypes.isCompressible(ContentTypes.of(original))) {
            return;
        }
        for (Codec codec : Codec.values()) {
            String path = original + codec.suffix();
            if (files.containsKey(path)) {
                siblings.put(path, new Sibling(original, codec));
            }
        }
    }

    Set<String> paths() {
        return siblings.keySet();
    }

    /** The same without those that cannot stay. */
    Fingerprinting.Result leftOut(Fingerprinting.Result result) {
        Map<String, Stored> served = new HashMap<>();
        result.files().forEach(file -> served.put(file.path(), file.content()));
        List<NamedFile> kept = new ArrayList<>();
        List<Remark> remarks = new ArrayList<>();
        Set<String> gone = new HashSet<>();
        for (NamedFile file : result.files()) {
            Sibling sibling = siblings.get(file.logical());
            boolean named = result.named().contains(file.logical());
            if (sibling == null || mayStay(file, sibling, named, served)) {
                kept.add(file);
            } else if (gone.add(file.logical())) {
                remarks.add(
                        new Remark(
                                Remark.Kind.LEFT_OUT,
                                file.logical(),
                                why(sibling, isOutdated(sibling, served))));
            }
        }
        result.remarks().stream()
                .filter(remark -> !gone.contains(remark.path()))
                .forEach(remarks::add);
        return new Fingerprinting.Result(kept, result.links(), result.named(), remarks);
    }

    private boolean mayStay(
            NamedFile file, Sibling sibling, boolean named, Map<String, Stored> served) {
        boolean outdated = isOutdated(sibling, served);
        if (!named) {
            return !outdated && !rules.precompress().contains(sibling.codec);
        }
        // Whoever asks for it gets it, unless a server would give it out in place of other bytes.
        boolean standsBeside =
                file.path().equals(file.logical())
                        && (served.containsKey(sibling.original) || isList(sibling));
        return !(outdated && standsBeside);
    }

    /** Whether what it was made of is not served as it lies in the folder. */
    private boolean isOutdated(Sibling sibling, Map<String, Stored> served) {
        Stored original = files.get(sibling.original);
        return original == null || !original.equals(served.get(sibling.original));
    }

    private boolean isList(Sibling sibling) {
        return !files.containsKey(sibling.original);
    }

    private static String why(Sibling sibling, boolean outdated) {
        return outdated
                ? "left out: `" + sibling.original + "` is not served as it was compressed here"
                : "left out: `precompress` makes the siblings of a release";
    }
}
