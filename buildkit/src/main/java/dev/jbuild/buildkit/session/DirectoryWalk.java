package dev.jbuild.buildkit.session;

import dev.jbuild.buildkit.wire.fsutil.Stat;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Visits the chosen entries of a directory in the order of the protocol, directories before what is
 * in them.
 */
abstract sealed class DirectoryWalk {

    /** Takes one entry. */
    @FunctionalInterface
    interface Visitor {
        void visit(Path file, Stat stat) throws IOException;
    }

    final Path root;
    private final Instant begin = Instant.now();

    private DirectoryWalk(Path root) {
        this.root = root;
    }

    static DirectoryWalk of(LocalDirectory.Part part) {
        return switch (part.files()) {
            case FileSelection.Matching(var filter) -> new Filtered(part.root(), filter);
            case FileSelection.Listed(var paths) -> new Listed(part.root(), paths.get());
        };
    }

    abstract void walk(Visitor visitor) throws IOException;

    final Stat look(String path, Path file) throws IOException {
        return UnixStat.of(path, file, begin);
    }

    /** Sockets cannot be sent, and pipes and devices have no business in a context. */
    private static boolean sendable(BasicFileAttributes attributes) {
        return !attributes.isOther();
    }

    private static final class Filtered extends DirectoryWalk {

        private final FileSelection.EntryFilter filter;

        /**
         * Directories on the way down that were entered but not sent: sent when something in them
         * is.
         */
        private final Deque<String> pending = new ArrayDeque<>();

        Filtered(Path root, FileSelection.EntryFilter filter) {
            super(root);
            this.filter = filter;
        }

        @Override
        void walk(Visitor visitor) throws IOException {
            if (!Files.isDirectory(root)) {
                throw new IOException("no such directory");
            }
            enter(root, "", visitor);
        }

        private void enter(Path directory, String prefix, Visitor visitor) throws IOException {
            List<String> names = new ArrayList<>();
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
                entries.forEach(entry -> names.add(entry.getFileName().toString()));
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
            names.sort(Utf8Order.NAMES);
            for (String name : names) {
                visit(directory.resolve(name), prefix + name, visitor);
            }
        }

        private void visit(Path file, String path, Visitor visitor) throws IOException {
            BasicFileAttributes attributes;
            try {
                attributes =
                        Files.readAttributes(
                                file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            } catch (NoSuchFileException e) {
                // Deleted since the directory was read, as editors do with their temporary files.
                return;
            }
            boolean directory = attributes.isDirectory();
            FileSelection.Choice choice = filter.choose(path, directory);
            if (choice == FileSelection.Choice.SKIP || !sendable(attributes)) {
                return;
            }
            if (choice == FileSelection.Choice.SEND) {
                sendPending(visitor);
                visitor.visit(file, look(path, file));
            } else if (directory) {
                pending.addLast(path);
            }
            if (directory) {
                enter(file, path + "/", visitor);
                if (path.equals(pending.peekLast())) {
                    pending.removeLast();
                }
            }
        }

        private void sendPending(Visitor visitor) throws IOException {
            while (!pending.isEmpty()) {
                String path = pending.removeFirst();
                Path file = root.resolve(path);
                visitor.visit(file, look(path, file));
            }
        }
    }

    private static final class Listed extends DirectoryWalk {

        private final List<String> paths;

        Listed(Path root, List<String> paths) {
            super(root);
            this.paths = paths;
        }

        @Override
        void walk(Visitor visitor) throws IOException {
            Set<String> all = new HashSet<>();
            for (String path : paths) {
                SafePaths.requireInside(path);
                for (int end = path.length(); end > 0 && all.add(path.substring(0, end)); ) {
                    end = path.lastIndexOf('/', end - 1);
                }
            }
            for (String path : all.stream().sorted(Utf8Order.PATHS).toList()) {
                Path file = root.resolve(path);
                visitor.visit(file, look(path, file));
            }
        }
    }
}
