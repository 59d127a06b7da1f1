package dev.jbuild.cdn.fingerprint;

import dev.jbuild.cache.BlobStore;
import dev.jbuild.cdn.release.PathPattern;
import dev.jbuild.cdn.release.ReleaseRules;
import dev.jbuild.cdn.release.Remark;
import dev.jbuild.cdn.release.Stored;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Gives files names with a hash, and rewrites what names them.
 *
 * <p>The hash is that of the content as it is served, so a file is named after all that it names: a
 * new image gives a new style sheet, which gives a new script. Files that name each other get their
 * names from one hash over all of them. A name that had a hash is kept as long as its file needs no
 * rewriting; a rewritten one gets ours, since its hash would be a lie. Pages are never renamed:
 * people link to them.
 *
 * <p>A file that is renamed stays under its own name as well when something mentions it that is not
 * surely a reference: then nothing breaks that was not understood.
 */
public final class Fingerprinting {
    /**
     * What came of it.
     *
     * @param files by ascending path
     * @param links for each file by logical path, what it leads to
     * @param named logical paths of the sought files that another one names
     */
    public record Result(
            List<NamedFile> files,
            SortedMap<String, List<Link>> links,
            Set<String> named,
            List<Remark> remarks) {
        public Result {
            files = List.copyOf(files);
            named = Set.copyOf(named);
            links = Collections.unmodifiableSortedMap(new TreeMap<>(links));
            remarks = remarks.stream().sorted().toList();
        }
    }

    private final BlobStore blobs;
    private final ReleaseRules rules;
    private final SortedMap<String, Stored> files;
    private final Set<String> sought;
    private final Set<String> adopted = new TreeSet<>();
    private final Set<String> renamed = new TreeSet<>();
    private final List<Remark> remarks = new ArrayList<>();

    private Fingerprinting(
            BlobStore blobs,
            ReleaseRules rules,
            SortedMap<String, Stored> files,
            Set<String> sought) {
        this.blobs = blobs;
        this.rules = rules;
        this.files = files;
        this.sought = sought;
    }

    /**
     * Names and rewrites files.
     *
     * @param files by path in the folder
     * @param sought paths of files of which it must be known whether another one names them
     */
    public static Result apply(
            BlobStore blobs,
            ReleaseRules rules,
            SortedMap<String, Stored> files,
            Set<String> sought)
            throws IOException {
        return new Fingerprinting(blobs, rules, files, sought).run();
    }

    private Result run() throws IOException {
        choose();
        SortedMap<String, Scan> scans = Collections.emptySortedMap();
        if (!renamed.isEmpty()
                || rules.integrity()
                || !rules.lists().isEmpty()
                || !sought.isEmpty()) {
            Set<String> mentionable = new TreeSet<>(renamed);
            mentionable.addAll(adopted);
            mentionable.addAll(sought);
            scans = Scanner.scan(blobs, rules.base(), files, mentionable);
        }
        renameAdopted(scans);
        Set<String> hashed = new HashSet<>(renamed);
        hashed.addAll(adopted);
        Rewriting rewriting =
                new Rewriting(blobs, rules.integrity(), files, scans, renamed, hashed);
        for (List<String> component : Components.of(edges(scans))) {
            rewriting.finish(component);
        }
        remarks.addAll(rewriting.remarks());
        SortedMap<String, List<Link>> links = new TreeMap<>();
        scans.forEach((path, scan) -> links.put(path, scan.links()));
        KeptNames kept = new KeptNames(rules.fingerprint(), scans);
        return new Result(
                named(rewriting, scans, kept), links, soughtAndNamed(links, kept), remarks);
    }

    private Set<String> soughtAndNamed(SortedMap<String, List<Link>> links, KeptNames kept) {
        Set<String> named = new TreeSet<>();
        links.values().forEach(of -> of.forEach(link -> named.add(link.target())));
        named.retainAll(sought);
        sought.stream().filter(kept::isMentioned).forEach(named::add);
        return named;
    }

    /** Which names stay although they have a hash, and which get one. */
    private void choose() {
        for (String path : files.keySet()) {
            // What looks like a hash in the name of a page may be a commit that it is about.
            boolean page = AskedFor.isPage(path);
            if (matches(rules.adopt(), path) || (!page && HashedName.looksHashed(path))) {
                adopted.add(path);
            } else if (!page && matches(rules.fingerprint(), path)) {
                renamed.add(path);
            }
        }
        // The map of a script changes with it.
        for (String path : List.copyOf(renamed)) {
            String map = path + ".map";
            if (files.containsKey(map) && !adopted.contains(map)) {
                renamed.add(map);
            }
        }
    }

    private static boolean matches(List<PathPattern> patterns, String path) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(path));
    }

    /** An adopted name cannot stay when its file leads to one that is renamed, however far. */
    private void renameAdopted(SortedMap<String, Scan> scans) {
        Map<String, List<String>> sources = new TreeMap<>();
        scans.forEach(
                (path, scan) -> {
                    for (Link link : scan.links()) {
                        sources.computeIfAbsent(link.target(), target -> new ArrayList<>())
                                .add(path);
                    }
                });
        Deque<String> changed = new ArrayDeque<>(renamed);
        while (!changed.isEmpty()) {
            for (String source : sources.getOrDefault(changed.pop(), List.of())) {
                if (adopted.remove(source) && !AskedFor.isPage(source)) {
                    renamed.add(source);
                    changed.push(source);
                }
            }
        }
    }

    /** Which files have to be finished before which: those whose name or hash is written there. */
    private SortedMap<String, Set<String>> edges(SortedMap<String, Scan> scans) {
        SortedMap<String, Set<String>> edges = new TreeMap<>();
        for (String path : files.keySet()) {
            edges.put(path, new LinkedHashSet<>());
        }
        scans.forEach(
                (path, scan) -> {
                    for (Link link : scan.links()) {
                        if (renamed.contains(link.target())
                                || link.reference().integrity().isPresent()) {
                            edges.computeIfAbsent(path, p -> new LinkedHashSet<>())
                                    .add(link.target());
                        }
                    }
                });
        return edges;
    }

    private List<NamedFile> named(
            Rewriting rewriting, SortedMap<String, Scan> scans, KeptNames kept) {
        List<NamedFile> named = new ArrayList<>();
        for (String path : files.keySet()) {
            NamedFile file = rewriting.result(path);
            named.add(file);
            if (renamed.contains(path)) {
                Optional<String> reason = kept.reason(path);
                if (reason.isPresent()) {
                    named.add(new NamedFile(path, path, false, file.content()));
                    remarks.add(new Remark(Remark.Kind.KEPT_NAME, path, reason.get()));
                }
            }
        }
        scans.forEach(
                (path, scan) ->
                        scan.doubt()
                                .ifPresent(
                                        doubt ->
                                                remarks.add(
                                                        new Remark(
                                                                Remark.Kind.NOT_REWRITTEN,
                                                                path,
                                                                "left as it is: " + doubt))));
        return named.stream().sorted((a, b) -> a.path().compareTo(b.path())).toList();
    }
}
