package dev.jbuild.cache.atomic;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Folders with all that is in them. */
public final class Folders {
    private Folders() {}

    /**
     * Removes a folder, or a file, and no more than a link where it is one. What is not there, or
     * vanishes meanwhile, is fine: others may be at it as well.
     */
    public static void delete(Path folder) throws IOException {
        Files.walkFileTree(
                folder,
                new TolerantVisitor() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.deleteIfExists(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path left, @Nullable IOException e)
                            throws IOException {
                        Files.deleteIfExists(left);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
