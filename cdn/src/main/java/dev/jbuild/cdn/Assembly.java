package dev.jbuild.cdn;

import dev.jbuild.cache.ActionCache;
import dev.jbuild.cache.BlobStore;
import dev.jbuild.cache.file.Tree;
import dev.jbuild.cache.parallel.Each;
import dev.jbuild.cdn.compress.Precompression;
import dev.jbuild.cdn.fingerprint.Fingerprinting;
import dev.jbuild.cdn.fingerprint.Integrity;
import dev.jbuild.cdn.fingerprint.NamedFile;
import dev.jbuild.cdn.manifest.PhoenixManifest;
import dev.jbuild.cdn.manifest.ViteManifest;
import dev.jbuild.cdn.release.Codec;
import dev.jbuild.cdn.release.ContentTypes;
import dev.jbuild.cdn.release.ListFile;
import dev.jbuild.cdn.release.Release;
import dev.jbuild.cdn.release.ReleaseFile;
import dev.jbuild.cdn.release.ReleaseRules;
import dev.jbuild.cdn.release.Remark;
import dev.jbuild.cdn.release.Stored;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The making of one release: names, then lists, then siblings, then headers. */
final class Assembly {
    /** Where an origin keeps what belongs to it. */
    private static final String RESERVED = ".jbuild/";

    private final BlobStore blobs;
    private final ReleaseRules rules;
    private final Precompression precompression;
    private final Integrity integrity;
    private final List<Remark> remarks = new ArrayList<>();

    Assembly(ActionCache actions, BlobStore blobs, ReleaseRules rules) {
        this.blobs = blobs;
        this.rules = rules;
        this.precompression = new Precompression(actions, blobs);
        this.integrity = new Integrity(blobs);
    }

    ReleaseMaker.Made assemble(Tree folder) throws UserMistake, IOException {
        SortedMap<String, Stored> files = new Contents(folder, remarks).files();
        checkNames(files);
        leaveOutForeignSiblings(files);
        Fingerprinting.Result result = Fingerprinting.apply(blobs, rules, files);
        remarks.addAll(result.remarks());
        List<NamedFile> named = new ArrayList<>(result.files());
        for (ListFile list : rules.lists()) {
            named.add(listFile(list, result));
        }
        Map<Stored, Map<Codec, Stored>> siblings = siblings(named);
        CacheControl cacheControl = new CacheControl(rules.cacheControl(), remarks);
        List<ReleaseFile> released = new ArrayList<>();
        for (NamedFile file : named) {
            String type = ContentTypes.of(file.path());
            released.add(
                    new ReleaseFile(
                            file.path(),
                            file.logical(),
                            file.hashed(),
                            file.content(),
                            new ReleaseFile.Headers(type, cacheControl.of(file)),
                            ContentTypes.isCompressible(type)
                                    ? siblings.getOrDefault(file.content(), Map.of())
                                    : Map.of(),
                            isChecked(type)
                                    ? Optional.of(integrity.of(file.content()))
                                    : Optional.empty()));
        }
        return new ReleaseMaker.Made(
                new Release(rules.base(), released), remarks.stream().sorted().toList());
    }

    private void checkNames(SortedMap<String, Stored> files) throws UserMistake {
        if (files.isEmpty()) {
            throw mistake("cdn-no-files", "the folder has no files to release", "build it first");
        }
        for (String path : files.keySet()) {
            if (path.startsWith(RESERVED) || path.chars().anyMatch(c -> c < ' ' || c == '\\')) {
                throw mistake(
                        "cdn-name",
                        "`" + path.replaceAll("\\p{Cntrl}", "?") + "` cannot be released",
                        "names may have no control characters and no backslash, and "
                                + "`"
                                + RESERVED
                                + "` is where an origin keeps its releases");
            }
        }
        for (ListFile list : rules.lists()) {
            if (files.containsKey(list.path())) {
                throw mistake(
                        "cdn-list-exists",
                        "the folder has a `" + list.path() + "` already",
                        "give the list of the release another name");
            }
        }
    }

    /** What someone else compressed would be stale beside a rewritten file, or stand in our way. */
    private void leaveOutForeignSiblings(SortedMap<String, Stored> files) {
        for (String path : List.copyOf(files.keySet())) {
            for (Codec codec : Codec.values()) {
                String sibling = path + codec.suffix();
                if (files.containsKey(sibling)
                        && ContentTypes.isCompressible(ContentTypes.of(path))) {
                    files.remove(sibling);
                    remarks.add(
                            new Remark(
                                    Remark.Kind.LEFT_OUT,
                                    sibling,
                                    "left out: `precompress` makes the siblings of a release"));
                }
            }
        }
    }

    private NamedFile listFile(ListFile list, Fingerprinting.Result result) throws IOException {
        byte[] bytes =
                switch (list.shape()) {
                    case PHOENIX -> PhoenixManifest.write(result.files(), integrity);
                    case VITE -> ViteManifest.write(result, integrity);
                };
        return new NamedFile(
                list.path(), list.path(), false, new Stored(blobs.put(bytes), bytes.length));
    }

    private record Job(Stored content, Codec codec) {}

    private Map<Stored, Map<Codec, Stored>> siblings(List<NamedFile> files) throws IOException {
        List<Job> jobs =
                files.stream()
                        .filter(file -> ContentTypes.isCompressible(ContentTypes.of(file.path())))
                        .map(NamedFile::content)
                        .distinct()
                        .flatMap(
                                content ->
                                        rules.precompress().stream()
                                                .map(codec -> new Job(content, codec)))
                        .toList();
        Map<Job, Stored> made = new ConcurrentHashMap<>();
        Each.of(
                jobs,
                job ->
                        precompression
                                .sibling(job.content, job.codec)
                                .ifPresent(sibling -> made.put(job, sibling)));
        Map<Stored, Map<Codec, Stored>> siblings = new TreeMap<>(Assembly::byDigest);
        made.forEach(
                (job, sibling) ->
                        siblings.computeIfAbsent(job.content, c -> new EnumMap<>(Codec.class))
                                .put(job.codec, sibling));
        return siblings;
    }

    private static int byDigest(Stored a, Stored b) {
        return a.digest().compareTo(b.digest());
    }

    private static boolean isChecked(String type) {
        return type.startsWith("text/javascript") || type.startsWith("text/css");
    }

    private static UserMistake mistake(String code, String message, String hint) {
        return new UserMistake(Diagnostic.of(code, message, hint));
    }
}
