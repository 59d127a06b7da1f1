package dev.jbuild.cache.file;

import dev.jbuild.cache.file.FileStat.Kind;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Walks a folder for a query. Enters only folders in which something can match, never through a
 * symbolic link. Files that vanish while it walks are as good as never there; devices, sockets and
 * pipes are passed over.
 *
 * <p>Every folder has a virtual thread of its own, which lists it and then waits for those of its
 * subfolders: whether an ignored folder counts after all depends on what an exception keeps in it.
 */
public final class FileWalk {
    private final Path root;
    private final PatternMatches matches;
    private final ConcurrentLinkedQueue<Selection.Found> found = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Selection.Listing> listings = new ConcurrentLinkedQueue<>();
    private final ExecutorService folders;

    private FileWalk(Path root, PatternMatches matches, ExecutorService folders) {
        this.root = root;
        this.matches = matches;
        this.folders = folders;
    }

    /**
     * Finds what a query asks for.
     *
     * @throws IOException also when the root is not a folder, or a name is not text
     */
    public static Selection select(FileQuery query) throws IOException {
        Path root = query.root().toRealPath();
        if (!Files.isDirectory(root)) {
            throw new NotDirectoryException(root.toString());
        }
        PatternMatches matches = new PatternMatches(query.patterns());
        try (ExecutorService folders = Executors.newVirtualThreadPerTaskExecutor()) {
            FileWalk walk = new FileWalk(root, matches, folders);
            walk.enter(WalkPoint.start(query, matches));
            List<Selection.Found> found = new ArrayList<>(walk.found);
            found.sort((a, b) -> Utf8Order.compare(a.path(), b.path()));
            List<Selection.Listing> listings = new ArrayList<>(walk.listings);
            listings.sort((a, b) -> Utf8Order.compare(a.folder(), b.folder()));
            return new Selection(root, found, matches.inOrder(), listings);
        }
    }

    /** Walks a folder; says whether anything in it counts. */
    private boolean enter(WalkPoint folder) throws IOException {
        boolean any = false;
        List<Subfolder> subfolders = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<Selection.Glimpse> passedOver = new ArrayList<>();
        Optional<Set<String>> only = folder.onlyChildren(matches);
        for (Path file : children(root.resolve(folder.path()))) {
            String name = String.valueOf(file.getFileName());
            names.add(name);
            if (only.isPresent() && !only.get().contains(name)) {
                continue;
            }
            WalkPoint child = folder.child(name);
            if (!child.worthALook(matches)) {
                continue;
            }
            requireText(file, child.path());
            Optional<FileStat> stat = FileStat.of(file);
            if (stat.isEmpty()) {
                passedOver.add(new Selection.Glimpse(child.path(), Optional.empty()));
            } else if (stat.get().kind() != Kind.FOLDER) {
                boolean counts = leaf(child, stat.get());
                if (!counts) {
                    passedOver.add(glimpse(child, stat.get()));
                }
                any |= counts;
            } else {
                WalkPoint below = child.asFolder(matches);
                Future<Boolean> content =
                        below.worthEntering(matches)
                                ? folders.submit(() -> enter(below))
                                : CompletableFuture.completedFuture(false);
                subfolders.add(new Subfolder(below, stat.get(), content));
            }
        }
        for (Subfolder subfolder : subfolders) {
            boolean content = await(subfolder.content());
            if (!finish(subfolder, content)) {
                passedOver.add(glimpse(subfolder.point(), subfolder.stat()));
                any |= content;
            } else {
                any = true;
            }
        }
        listings.add(listing(folder, only, names, passedOver));
        return any;
    }

    private Selection.Listing listing(
            WalkPoint folder,
            Optional<Set<String>> only,
            List<String> names,
            List<Selection.Glimpse> passedOver) {
        if (only.isEmpty()) {
            return new Selection.Listing(folder.path(), Optional.of(names), passedOver);
        }
        List<Selection.Glimpse> glimpses = new ArrayList<>(passedOver);
        Set<String> missing = new TreeSet<>(only.get());
        names.forEach(missing::remove);
        for (String name : missing) {
            WalkPoint child = folder.child(name);
            if (child.worthALook(matches)) {
                glimpses.add(new Selection.Glimpse(child.path(), Optional.empty()));
            }
        }
        return new Selection.Listing(folder.path(), Optional.empty(), glimpses);
    }

    private boolean leaf(WalkPoint point, FileStat stat) {
        if (point.ignored()) {
            return false;
        }
        matches.record(point.path());
        if (!point.asFile(matches).selected()) {
            return false;
        }
        found.add(new Selection.Found(point.path(), stat));
        return true;
    }

    private static Selection.Glimpse glimpse(WalkPoint point, FileStat stat) {
        return new Selection.Glimpse(point.path(), Optional.of(stat.kind()));
    }

    /** Whether a folder whose subfolders are done is selected itself. */
    private boolean finish(Subfolder folder, boolean content) {
        WalkPoint point = folder.point();
        // The folders on the way to something that an exception keeps are kept with it.
        boolean counts = !point.ignored() || content;
        if (counts) {
            matches.record(point.path());
        }
        boolean selected = point.selected() || (point.covered() && content);
        if (selected) {
            found.add(new Selection.Found(point.path(), folder.stat()));
        }
        return selected;
    }

    private static List<Path> children(Path folder) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(children::add);
        } catch (NoSuchFileException | NotDirectoryException e) {
            // Gone or replaced since its parent was listed.
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return children;
    }

    /**
     * Refuses a file whose name is no text. Such names could look the same, and a tree made on
     * another machine could not hold them.
     */
    private void requireText(Path file, String path) throws IOException {
        boolean text;
        try {
            text = root.resolve(path).equals(file);
        } catch (InvalidPathException e) {
            // The locale's encoding lacks the character that stands for what is no text.
            text = false;
        }
        if (!text) {
            throw new FileSystemException(
                    file.toString(), null, "the file's name is not text in the locale's encoding");
        }
    }

    private static boolean await(Future<Boolean> content) throws IOException {
        try {
            return content.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while walking a folder");
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw new AssertionError(e);
            }
        }
    }

    private record Subfolder(WalkPoint point, FileStat stat, Future<Boolean> content) {}
}
