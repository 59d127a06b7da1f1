package dev.jbuild.cdn.fingerprint;

import dev.jbuild.cache.BlobStore;
import dev.jbuild.cache.parallel.Each;
import dev.jbuild.cdn.reference.Address;
import dev.jbuild.cdn.reference.Reference;
import dev.jbuild.cdn.reference.References;
import dev.jbuild.cdn.release.ContentTypes;
import dev.jbuild.cdn.release.Stored;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Reads all files that may name others. */
final class Scanner {
    /** Of a type that is not known; larger texts are rare. */
    private static final long LARGEST_UNKNOWN = 4 << 20;

    private final BlobStore blobs;
    private final String base;
    private final SortedMap<String, Stored> files;
    private final Set<String> names;
    private final Map<String, Scan> scans = new ConcurrentHashMap<>();

    private Scanner(
            BlobStore blobs, String base, SortedMap<String, Stored> files, Set<String> renamed) {
        this.blobs = blobs;
        this.base = base;
        this.files = files;
        this.names = renamed.stream().map(Scanner::name).collect(Collectors.toSet());
    }

    /**
     * Reads files.
     *
     * @param renamed the files whose names are looked for outside of references
     * @return for each file that is read, what it names
     */
    static SortedMap<String, Scan> scan(
            BlobStore blobs, String base, SortedMap<String, Stored> files, Set<String> renamed)
            throws IOException {
        Scanner scanner = new Scanner(blobs, base, files, renamed);
        Each.of(files.keySet().stream().filter(scanner::isRead).toList(), scanner::read);
        return new TreeMap<>(scanner.scans);
    }

    static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private boolean isRead(String path) {
        return References.areIn(path) || mayMention(path);
    }

    /**
     * Whether names may stand in a file. A source map holds the sources, which name everything;
     * nobody follows that. Of a type that is not known it may be a text as well.
     */
    private boolean mayMention(String path) {
        if (path.endsWith(".map")) {
            return false;
        }
        String type = ContentTypes.of(path);
        return ContentTypes.isKnown(path)
                ? type.startsWith("text/")
                        || type.contains("json")
                        || type.contains("xml")
                        || type.contains("mpegurl")
                : Objects.requireNonNull(files.get(path)).size() <= LARGEST_UNKNOWN;
    }

    private void read(String path) throws IOException {
        String text = Texts.read(blobs, path, files);
        References references = References.in(path, text);
        List<Link> links = new ArrayList<>();
        List<Reference> understood = new ArrayList<>();
        for (Reference reference : references.found()) {
            String target = Address.resolve(path, reference.url(), base).orElse("");
            if (files.containsKey(target)) {
                links.add(new Link(reference, target));
            }
            if (files.containsKey(target) || reference.url().endsWith("/")) {
                understood.add(reference);
            }
        }
        Mentions mentions = mayMention(path) ? Mentions.in(text, understood, names) : Mentions.NONE;
        scans.put(path, new Scan(links, references.computed(), references.doubt(), mentions));
    }
}
