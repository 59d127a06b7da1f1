package dev.jbuild.engine.context;

import dev.jbuild.buildkit.session.LocalDirectory;
import dev.jbuild.cache.file.FileEntry;
import dev.jbuild.cache.file.FileStat;
import dev.jbuild.cache.file.Selection;
import dev.jbuild.cache.file.Tree;
import dev.jbuild.model.Digest;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * What the builder was sent of a selection. A file that was another one only while it was sent is
 * found by nobody who looks at contents before and after it.
 *
 * <p>So what is sent is digested on its way and has to be what is in keys. That can be spared for a
 * file whose digest is trusted as long as it looks the same: when it still does after all was sent,
 * it was never another one. Links have no more content than what is listed, and of a file that is
 * listed with the wrong mode the content may be right: so what is listed has to be what is in keys
 * as well. Safe for use by many threads.
 */
public final class SentFiles implements LocalDirectory.Witness {
    private final Path root;
    private final Map<String, FileEntry> expected = new HashMap<>();
    private final Map<String, FileStat> looks = new HashMap<>();
    private final Trust trust;
    private final Set<String> unread = ConcurrentHashMap.newKeySet();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean right = true;

    /** Says whether a file has a content as long as it looks like this. */
    @FunctionalInterface
    interface Trust {
        boolean in(Path file, FileStat look, Digest content);
    }

    /**
     * @param selected the files as they looked when they were selected
     * @param contents of these, as they are in keys
     */
    SentFiles(Selection selected, Tree contents, Trust trust) {
        this.root = selected.root();
        this.trust = trust;
        selected.found().forEach(file -> looks.put(file.path(), file.stat()));
        contents.entries().forEach(entry -> expected.put(entry.path(), entry));
    }

    @Override
    public void listed(LocalDirectory.Entry entry) {
        if (!isExpected(entry)) {
            right = false;
        }
    }

    private boolean isExpected(LocalDirectory.Entry entry) {
        FileEntry counts = expected.get(entry.path());
        return switch (entry) {
            case LocalDirectory.Entry.File(var _, int mode) ->
                    counts instanceof FileEntry.File file && file.mode() == mode;
            case LocalDirectory.Entry.Symlink(var _, String target) ->
                    counts instanceof FileEntry.Symlink link && link.target().equals(target);
            // One above what was selected is no part of it.
            case LocalDirectory.Entry.Folder(var _, int mode) ->
                    counts == null
                            || (counts instanceof FileEntry.Folder folder && folder.mode() == mode);
        };
    }

    @Override
    public Optional<Consumer<byte[]>> sending(String path) {
        Digest content = expected.get(path) instanceof FileEntry.File file ? file.content() : null;
        FileStat look = looks.get(path);
        if (content != null && look != null && trust.in(root.resolve(path), look, content)) {
            unread.add(path);
            return Optional.empty();
        }
        return Optional.of(
                sha256 -> {
                    if (!Digest.ofHash(sha256).equals(content)) {
                        right = false;
                    }
                });
    }

    @Override
    public void received() {
        listeners.forEach(Runnable::run);
    }

    /** Has something done each time that a builder has received them; nothing that takes long. */
    public void onReceived(Runnable listener) {
        listeners.add(listener);
    }

    /**
     * Whether all that was sent is what was selected.
     *
     * @param after the same selection, looked for after all was sent
     */
    public boolean isRight(Selection after) {
        Set<String> open = new HashSet<>(unread);
        for (Selection.Found file : after.found()) {
            if (file.stat().equals(looks.get(file.path()))) {
                open.remove(file.path());
            }
        }
        return right && open.isEmpty();
    }
}
