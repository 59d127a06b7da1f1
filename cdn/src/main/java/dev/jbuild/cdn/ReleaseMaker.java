package dev.jbuild.cdn;

import dev.jbuild.cache.ActionCache;
import dev.jbuild.cache.ActionKey;
import dev.jbuild.cache.ActionRecord;
import dev.jbuild.cache.BlobStore;
import dev.jbuild.cache.Lookup;
import dev.jbuild.cache.file.Tree;
import dev.jbuild.cache.key.KeyEncoder;
import dev.jbuild.cdn.release.CacheRule;
import dev.jbuild.cdn.release.ListFile;
import dev.jbuild.cdn.release.Release;
import dev.jbuild.cdn.release.ReleaseFile;
import dev.jbuild.cdn.release.ReleaseRules;
import dev.jbuild.cdn.release.Remark;
import dev.jbuild.model.Digest;
import dev.jbuild.model.failure.UserMistake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Makes releases, and remembers which it made of what. */
public final class ReleaseMaker {
    /** Bump when the same folder and rules would give another release. */
    private static final int VERSION = 6;

    private static final String RELEASE = "release";
    private static final String REMARKS = "remarks";
    private static final char FIELD = '\t';

    private final ActionCache actions;
    private final BlobStore blobs;

    public ReleaseMaker(ActionCache actions, BlobStore blobs) {
        this.actions = actions;
        this.blobs = blobs;
    }

    /**
     * A release and what its owner should know of it.
     *
     * @param remarks by path
     */
    public record Made(Release release, List<Remark> remarks) {
        public Made {
            remarks = List.copyOf(remarks);
        }
    }

    /**
     * Makes a release, or finds it made.
     *
     * @param folder whose contents are in the blob store
     * @throws UserMistake when the folder cannot be a release under these rules
     */
    public Made make(Tree folder, ReleaseRules rules) throws UserMistake, IOException {
        ActionKey key = key(folder, rules);
        Optional<Made> known = known(key);
        if (known.isPresent()) {
            return known.get();
        }
        Made made = new Assembly(actions, blobs, rules).assemble(folder);
        Digest release = blobs.put(made.release().encode());
        Digest remarks = blobs.put(encode(made.remarks()));
        List<Digest> contents = new ArrayList<>(made(made.release(), folder));
        contents.add(release);
        contents.add(remarks);
        actions.publish(
                key,
                new ActionRecord(
                        new TreeMap<>(
                                Map.of(RELEASE, release.toString(), REMARKS, remarks.toString())),
                        contents));
        return made;
    }

    /** What the release has that the folder has not, so that the cache keeps it as long. */
    private static List<Digest> made(Release release, Tree folder) {
        Set<Digest> contents = new LinkedHashSet<>();
        for (ReleaseFile file : release.files()) {
            contents.add(file.content().digest());
            file.siblings().values().forEach(sibling -> contents.add(sibling.digest()));
        }
        folder.contents().forEach(contents::remove);
        return List.copyOf(contents);
    }

    private Optional<Made> known(ActionKey key) throws IOException {
        if (!(actions.find(key) instanceof Lookup.Hit hit)) {
            return Optional.empty();
        }
        Digest id = digest(hit, RELEASE);
        Optional<byte[]> release = blobs.read(id);
        Optional<byte[]> remarks = blobs.read(digest(hit, REMARKS));
        return release.isEmpty() || remarks.isEmpty()
                ? Optional.empty()
                : Optional.of(new Made(Release.decode(id, release.get()), decode(remarks.get())));
    }

    private static Digest digest(Lookup.Hit hit, String fact) {
        return Digest.parse(hit.value().facts().getOrDefault(fact, ""));
    }

    private static ActionKey key(Tree folder, ReleaseRules rules) {
        return new KeyEncoder()
                .text("cdn-release")
                .integer(VERSION)
                .digest(folder.digest())
                .text(rules.base())
                .list(rules.fingerprint(), (key, pattern) -> key.text(pattern.toString()))
                .list(rules.adopt(), (key, pattern) -> key.text(pattern.toString()))
                .flag(rules.integrity())
                .list(List.copyOf(rules.precompress()), (key, codec) -> key.text(codec.token()))
                .list(rules.cacheControl(), ReleaseMaker::encode)
                .list(rules.lists(), ReleaseMaker::encode)
                .finish();
    }

    private static void encode(KeyEncoder key, CacheRule rule) {
        key.text(rule.files().toString()).text(rule.value());
    }

    private static void encode(KeyEncoder key, ListFile list) {
        key.text(list.shape().name()).text(list.path());
    }

    private static byte[] encode(List<Remark> remarks) {
        StringBuilder lines = new StringBuilder();
        for (Remark remark : remarks) {
            lines.append(remark.kind())
                    .append(FIELD)
                    .append(remark.path().replace(FIELD, ' ').replace('\n', ' '))
                    .append(FIELD)
                    .append(remark.text().replace('\n', ' '))
                    .append('\n');
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static List<Remark> decode(byte[] bytes) {
        List<Remark> remarks = new ArrayList<>();
        for (String line : new String(bytes, StandardCharsets.UTF_8).lines().toList()) {
            String[] fields = line.split(String.valueOf(FIELD), 3);
            remarks.add(new Remark(Remark.Kind.valueOf(fields[0]), fields[1], fields[2]));
        }
        return remarks;
    }
}
