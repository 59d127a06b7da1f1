package dev.jbuild.buildkit.llb;

import java.util.List;

/** Collects {@link CopyOptions}, which say what each part means. For use by one thread. */
public final class CopyBuilder {

    private int mode = -1;
    private long time = FileAction.NO_TIME;
    private boolean followSymlink;
    private boolean contentsOnly;
    private boolean unpack;
    private boolean createDest = true;
    private boolean wildcard;
    private boolean allowEmpty;
    private List<String> include = List.of();
    private List<String> exclude = List.of();
    private boolean replaceExisting;
    private String modeText = "";

    CopyBuilder() {}

    public CopyBuilder mode(int mode) {
        this.mode = mode;
        return this;
    }

    public CopyBuilder time(long time) {
        this.time = time;
        return this;
    }

    public CopyBuilder followSymlink(boolean followSymlink) {
        this.followSymlink = followSymlink;
        return this;
    }

    public CopyBuilder contentsOnly(boolean contentsOnly) {
        this.contentsOnly = contentsOnly;
        return this;
    }

    public CopyBuilder unpack(boolean unpack) {
        this.unpack = unpack;
        return this;
    }

    public CopyBuilder createDest(boolean createDest) {
        this.createDest = createDest;
        return this;
    }

    /** The source is a pattern, which may or may not match nothing. */
    public CopyBuilder wildcard(boolean allowEmpty) {
        this.wildcard = true;
        this.allowEmpty = allowEmpty;
        return this;
    }

    public CopyBuilder include(List<String> include) {
        this.include = include;
        return this;
    }

    public CopyBuilder exclude(List<String> exclude) {
        this.exclude = exclude;
        return this;
    }

    public CopyBuilder replaceExisting(boolean replaceExisting) {
        this.replaceExisting = replaceExisting;
        return this;
    }

    public CopyBuilder modeText(String modeText) {
        this.modeText = modeText;
        return this;
    }

    public CopyOptions build() {
        return new CopyOptions(
                mode,
                time,
                followSymlink,
                contentsOnly,
                unpack,
                createDest,
                wildcard,
                allowEmpty,
                include,
                exclude,
                replaceExisting,
                modeText);
    }
}
