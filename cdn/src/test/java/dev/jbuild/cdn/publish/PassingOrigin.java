package dev.jbuild.cdn.publish;

import dev.jbuild.cdn.origin.ContentSource;
import dev.jbuild.cdn.origin.Origin;
import dev.jbuild.cdn.origin.Pointer;
import dev.jbuild.cdn.origin.Upload;
import dev.jbuild.cdn.release.Release;
import dev.jbuild.cdn.release.Stored;
import dev.jbuild.model.Digest;
import dev.jbuild.model.failure.BuildException;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Hands everything on to a real origin. */
class PassingOrigin implements Origin {
    private final Origin origin;

    PassingOrigin(Origin origin) {
        this.origin = origin;
    }

    @Override
    public String name() {
        return origin.name();
    }

    @Override
    public long largestFile() {
        return origin.largestFile();
    }

    @Override
    public Optional<Version> pointer() throws BuildException, IOException {
        return origin.pointer();
    }

    @Override
    public boolean keepsConditions() throws BuildException, IOException {
        return origin.keepsConditions();
    }

    @Override
    public Optional<Version> point(Pointer next, Optional<Version> expected)
            throws BuildException, IOException {
        return origin.point(next, expected);
    }

    @Override
    public Optional<byte[]> release(Digest id) throws BuildException, IOException {
        return origin.release(id);
    }

    @Override
    public void keep(Digest id, byte[] release) throws BuildException, IOException {
        origin.keep(id, release);
    }

    @Override
    public void keep(Stored content, ContentSource source) throws BuildException, IOException {
        origin.keep(content, source);
    }

    @Override
    public boolean isKept(Stored content) throws BuildException, IOException {
        return origin.isKept(content);
    }

    @Override
    public ContentSource kept() {
        return origin.kept();
    }

    @Override
    public boolean isServed(String path, Stored content) throws BuildException, IOException {
        return origin.isServed(path, content);
    }

    @Override
    public InputStream served(String path) throws IOException {
        return origin.served(path);
    }

    @Override
    public void serveImmutable(Upload upload, ContentSource source, boolean guarded, Digest by)
            throws BuildException, IOException {
        origin.serveImmutable(upload, source, guarded, by);
    }

    @Override
    public boolean isStored(Upload upload) throws BuildException, IOException {
        return origin.isStored(upload);
    }

    @Override
    public boolean isIntact(Release live) throws IOException {
        return origin.isIntact(live);
    }

    @Override
    public boolean isSwitched() {
        return origin.isSwitched();
    }

    @Override
    public void serve(Switch change, ContentSource source) throws BuildException, IOException {
        origin.serve(change, source);
    }

    @Override
    public void discard(Discarded discarded) throws BuildException, IOException {
        origin.discard(discarded);
    }

    @Override
    public void close() throws IOException {
        origin.close();
    }
}
