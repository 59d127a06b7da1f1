package dev.jbuild.buildkit.llb;

import java.util.Map;
import java.util.SortedMap;

/**
 * A directory of the client, sent through the session. What is sent is the session's business; the
 * daemon keeps the last upload and asks only for what changed.
 *
 * @param name as the session knows the directory
 * @param sharedKeyHint uploads with the same name, hint and session key update each other, across
 *     builds and processes. Put a digest of the file selection here: different selections under one
 *     key evict each other
 * @param unique perturbs the digest and does nothing else; empty as a rule. Set it to a text that
 *     no other build has where the operation must not be unified with that of a concurrent build,
 *     whose session alone would be asked then
 */
public record LocalSource(String name, String sharedKeyHint, String unique) implements SourceOp {

    /** Throws {@link IllegalArgumentException} for an empty name. */
    public LocalSource {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a local directory needs a name");
        }
    }

    public LocalSource(String name) {
        this(name, "", "");
    }

    @Override
    public String identifier() {
        return "local://" + name;
    }

    @Override
    public SortedMap<String, String> attributes() {
        return SourceOp.given(Map.of("local.sharedkeyhint", sharedKeyHint, "local.unique", unique));
    }
}
