package dev.jbuild.cache.atomic;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;

/** Visits what is there, and passes over what vanishes meanwhile: others may be at it as well. */
public abstract class TolerantVisitor extends SimpleFileVisitor<Path> {
    @Override
    public final FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
        if (e instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        throw e;
    }
}
