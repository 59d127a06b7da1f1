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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

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
        ForeignSiblings foreign = new ForeignSiblings(rules, files);
        Fingerprinting.Result result =
                foreign.leftOut(Fingerprinting.apply(blobs, rules, files, foreign.paths()));
        remarks.addAll(result.remarks());
        List<NamedFile> named = new ArrayList<>(OnePerPath.of(result.files()));
        Set<String> taken = new HashSet<>(files.keySet());
        named.forEach(file -> taken.add(file.path()));
        ListPaths.check(rules.lists(), taken, RESERVED);
        for (ListFile list : rules.lists()) {
            named.add(listFile(list, result));
        }
        Map<Stored, Map<Codec, Stored>> siblings = siblings(named);
        Set<String> served = named.stream().map(NamedFile::path).collect(Collectors.toSet());
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
                                    ? beside(file, siblings, served)
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

    /** The siblings of a file, but for those in whose place there is a file of that name. */
    private static Map<Codec, Stored> beside(
            NamedFile file, Map<Stored, Map<Codec, Stored>> siblings, Set<String> served) {
        Map<Codec, Stored> beside = new EnumMap<>(Codec.class);
        siblings.getOrDefault(file.content(), Map.of())
                .forEach(
                        (codec, sibling) -> {
                            if (!served.contains(file.path() + codec.suffix())) {
                                beside.put(codec, sibling);
                            }
                        });
        return beside;
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
