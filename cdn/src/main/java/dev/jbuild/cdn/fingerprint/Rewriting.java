package dev.jbuild.cdn.fingerprint;

import dev.jbuild.cache.BlobStore;
import dev.jbuild.cdn.reference.Address;
import dev.jbuild.cdn.reference.Reference;
import dev.jbuild.cdn.release.Remark;
import dev.jbuild.cdn.release.Stored;
import dev.jbuild.model.Digest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** Finishes files, those first that others name. */
final class Rewriting {
    private final BlobStore blobs;
    private final boolean addIntegrity;
    private final Integrity integrity;
    private final SortedMap<String, Stored> files;
    private final SortedMap<String, Scan> scans;
    private final Set<String> renamed;
    private final Set<String> hashed;
    private final Map<String, NamedFile> done = new HashMap<>();
    private final Set<Remark> remarks = new LinkedHashSet<>();

    /**
     * @param renamed files that get a hash into their names
     * @param hashed these and those that have one already
     */
    Rewriting(
            BlobStore blobs,
            boolean addIntegrity,
            SortedMap<String, Stored> files,
            SortedMap<String, Scan> scans,
            Set<String> renamed,
            Set<String> hashed) {
        this.blobs = blobs;
        this.addIntegrity = addIntegrity;
        this.integrity = new Integrity(blobs);
        this.files = files;
        this.scans = scans;
        this.renamed = renamed;
        this.hashed = hashed;
    }

    /** A file that is finished. */
    NamedFile result(String path) {
        NamedFile file = done.get(path);
        if (file == null) {
            throw new IllegalStateException(path + " is not finished");
        }
        return file;
    }

    List<Remark> remarks() {
        return List.copyOf(remarks);
    }

    /** Finishes files that name each other, or one that stands alone. */
    void finish(List<String> component) throws IOException {
        String first = component.getFirst();
        if (component.size() == 1
                && links(first).stream().noneMatch(l -> l.target().equals(first))) {
            Stored content = rewrite(first, Map.of());
            String path = renamed.contains(first) ? HashedName.of(first, content.digest()) : first;
            finish(first, path, content);
            return;
        }
        Map<String, String> names = jointNames(component);
        for (String path : component) {
            finish(path, names.getOrDefault(path, path), rewrite(path, names));
        }
    }

    private void finish(String logical, String path, Stored content) {
        done.put(logical, new NamedFile(logical, path, hashed.contains(logical), content));
    }

    /**
     * Names for files that name each other, so that none can be hashed as it will be: from what
     * they would be with their own names, all of them together.
     */
    private Map<String, String> jointNames(List<String> component) throws IOException {
        Map<String, String> unchanged = new HashMap<>();
        for (String path : component) {
            unchanged.put(path, path);
        }
        StringBuilder joint = new StringBuilder();
        for (String path : component) {
            joint.append(path).append('\0').append(digest(path, unchanged).hex()).append('\n');
        }
        Map<String, String> names = new HashMap<>();
        for (String path : component) {
            if (renamed.contains(path)) {
                String own = path + "\0" + joint;
                names.put(
                        path, HashedName.of(path, Digest.of(own.getBytes(StandardCharsets.UTF_8))));
            }
        }
        return names;
    }

    private Digest digest(String path, Map<String, String> names) throws IOException {
        List<Edit> edits = edits(path, names);
        return edits.isEmpty()
                ? original(path).digest()
                : Digest.of(Texts.bytes(edited(Texts.read(blobs, path, files), edits)));
    }

    private List<Link> links(String path) {
        Scan scan = scans.get(path);
        return scan == null ? List.of() : scan.links();
    }

    /** Characters of a text to be replaced. */
    private record Edit(int start, int end, String text) {}

    /**
     * A file's content as it has to be.
     *
     * @param names paths of files that are not finished
     */
    private Stored rewrite(String path, Map<String, String> names) throws IOException {
        List<Edit> edits = edits(path, names);
        return edits.isEmpty()
                ? original(path)
                : Texts.write(blobs, edited(Texts.read(blobs, path, files), edits));
    }

    private List<Edit> edits(String path, Map<String, String> names) throws IOException {
        List<Edit> edits = new ArrayList<>();
        for (Link link : links(path)) {
            Reference reference = link.reference();
            String target = names.getOrDefault(link.target(), link.target());
            if (done.containsKey(link.target())) {
                target = result(link.target()).path();
            }
            if (!target.equals(link.target())) {
                edits.add(
                        new Edit(
                                reference.start(),
                                reference.end(),
                                Address.renamed(reference.url(), Scanner.name(target))));
            }
            if (reference.integrity().isPresent()) {
                integrity(path, link, reference.integrity().get()).ifPresent(edits::add);
            }
        }
        return edits;
    }

    private Stored original(String path) {
        Stored original = files.get(path);
        if (original == null) {
            throw new IllegalStateException("no file " + path);
        }
        return original;
    }

    private Optional<Edit> integrity(String path, Link link, Reference.Integrity slot)
            throws IOException {
        if (!done.containsKey(link.target())) {
            if (slot.present()) {
                remarks.add(
                        new Remark(
                                Remark.Kind.NOT_REWRITTEN,
                                path,
                                "the integrity of `"
                                        + link.target()
                                        + "` was taken out: the two files name each other"));
                return Optional.of(new Edit(slot.start(), slot.end(), ""));
            }
            return Optional.empty();
        }
        Stored content = result(link.target()).content();
        if (slot.present()) {
            return content.equals(original(link.target()))
                    ? Optional.empty()
                    : Optional.of(new Edit(slot.start(), slot.end(), integrity.of(content)));
        }
        if (!addIntegrity
                || (link.reference().kind() == Reference.Kind.PRELOAD
                        && !isForOneThatGetsAHash(path, link))) {
            return Optional.empty();
        }
        if (!hashed.contains(link.target())) {
            remarks.add(
                    new Remark(
                            Remark.Kind.NO_INTEGRITY,
                            link.target(),
                            "gets no `integrity` in pages: a page in a cache would refuse the next"
                                    + " version of a file whose name has no hash"));
            return Optional.empty();
        }
        String attribute = " integrity=\"" + integrity.of(content) + "\"";
        return Optional.of(
                new Edit(
                        slot.start(),
                        slot.end(),
                        slot.crossorigin() ? attribute : attribute + " crossorigin=\"anonymous\""));
    }

    /**
     * Whether a preload is for an element of its page that gets a hash. Only then may it get one: a
     * browser uses what was fetched early for a request that is the same in hash and manner.
     */
    private boolean isForOneThatGetsAHash(String path, Link preload) {
        return links(path).stream()
                .filter(link -> link.target().equals(preload.target()))
                .map(Link::reference)
                .filter(reference -> reference.kind() != Reference.Kind.PRELOAD)
                .flatMap(reference -> reference.integrity().stream())
                .anyMatch(slot -> !slot.present());
    }

    private static String edited(String text, List<Edit> edits) {
        StringBuilder edited = new StringBuilder(text.length() + 64 * edits.size());
        int from = 0;
        for (Edit edit : edits.stream().sorted(Comparator.comparingInt(Edit::start)).toList()) {
            edited.append(text, from, edit.start).append(edit.text);
            from = edit.end;
        }
        return edited.append(text, from, text.length()).toString();
    }
}
