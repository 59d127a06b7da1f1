package dev.jbuild.buildkit.session;

import com.google.protobuf.ByteString;

import dev.jbuild.buildkit.wire.fsutil.Stat;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Hands entries on, once it has seen that they are what a {@link FileTarget} may expect. */
final class TreeForwarder implements IncomingTree {

    private static final int PERMISSIONS = 0777;

    private final FileTarget target;
    private final NewNames names = new NewNames();
    private final Set<String> folders = new HashSet<>();
    private final Set<String> regular = new HashSet<>();
    private final Awaited<Sent> files = new Awaited<>();

    private record Sent(AnnouncedSize size, FileTarget.Content content) {}

    TreeForwarder(FileTarget target) {
        this.target = target;
    }

    @Override
    public boolean create(int id, Stat stat) throws IOException {
        String path = stat.getPath();
        SafePaths.requireInside(path);
        requireFolderOf(path);
        if (!target.wants(path)) {
            if (UnixStat.isDirectory(stat)) {
                folders.add(path);
            }
            return false;
        }
        names.add(path);
        int mode = stat.getMode() & PERMISSIONS;
        if (UnixStat.isDirectory(stat)) {
            folders.add(path);
            target.folder(path, mode);
            return false;
        }
        if (UnixStat.isSymlink(stat)) {
            if (stat.getLinkname().isEmpty() || stat.getLinkname().indexOf('\0') >= 0) {
                throw new IOException("refused link `" + SafePaths.shown(path) + "`");
            }
            target.link(path, stat.getLinkname());
            return false;
        }
        if (!UnixStat.isRegular(stat)) {
            target.special(path, UnixStat.special(stat));
            return false;
        }
        if (!stat.getLinkname().isEmpty()) {
            if (!regular.contains(stat.getLinkname())) {
                throw new IOException(
                        "refused hard link to `"
                                + SafePaths.shown(stat.getLinkname())
                                + "`, which is no file");
            }
            regular.add(path);
            target.alias(path, stat.getLinkname());
            return false;
        }
        AnnouncedSize size = new AnnouncedSize(stat);
        regular.add(path);
        files.add(id, new Sent(size, target.file(path, mode, stat.getSize())));
        return true;
    }

    private void requireFolderOf(String path) throws IOException {
        int slash = path.lastIndexOf('/');
        if (slash >= 0 && !folders.contains(path.substring(0, slash))) {
            throw new IOException(
                    "refused path `" + SafePaths.shown(path) + "`, which is in no directory");
        }
    }

    @Override
    public void append(int id, ByteString data) throws IOException {
        Sent file = files.begin(id);
        file.size().add(data.size());
        file.content().append(data.asReadOnlyByteBuffer());
    }

    @Override
    public void complete(int id) throws IOException {
        Sent file = files.get(id);
        file.size().requireAll();
        file.content().complete();
        files.remove(id);
    }

    @Override
    public void finish() throws IOException {
        target.finish();
    }

    @Override
    public void close() throws IOException {
        target.close();
    }
}
