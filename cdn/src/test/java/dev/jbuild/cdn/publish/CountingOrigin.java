package dev.jbuild.cdn.publish;

import dev.jbuild.cdn.origin.ContentSource;
import dev.jbuild.cdn.origin.Origin;
import dev.jbuild.cdn.origin.Upload;
import dev.jbuild.cdn.release.Stored;
import dev.jbuild.model.Digest;
import dev.jbuild.model.failure.BuildException;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A real origin that notes what is stored, and whose publisher dies after some uploads. */
public final class CountingOrigin extends PassingOrigin {
    private final Set<String> stored = ConcurrentHashMap.newKeySet();
    private final AtomicInteger left;

    public CountingOrigin(Origin origin, int uploads) {
        super(origin);
        this.left = new AtomicInteger(uploads);
    }

    /** What ends the publisher. */
    public static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    public Set<String> stored() {
        return stored;
    }

    @Override
    public void keep(Stored content, ContentSource source) throws BuildException, IOException {
        count();
        super.keep(content, source);
        stored.add(content.digest().hex());
    }

    @Override
    public void serveImmutable(Upload upload, ContentSource source, boolean guarded, Digest by)
            throws BuildException, IOException {
        count();
        super.serveImmutable(upload, source, guarded, by);
        stored.add(upload.path());
    }

    private void count() {
        if (left.getAndDecrement() <= 0) {
            throw new Death();
        }
    }
}
