package dev.jbuild.cli.command;

import dev.jbuild.dsl.Buildfiles;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes the files that make a project of a folder. Never touches one that is there. */
final class FirstFiles {
    private static final String IGNORE_FILE = ".jbuildignore";

    private FirstFiles() {}

    static void buildFile(Path folder, byte[] text) throws IOException {
        write(folder.resolve(Buildfiles.FILE_NAME), text);
    }

    static boolean needsIgnoreFile(Path folder) {
        return !Files.exists(folder.resolve(IGNORE_FILE))
                && !Files.exists(folder.resolve(".dockerignore"));
    }

    /** Writes it and says its name. */
    static String ignoreFile(Path folder, byte[] text) throws IOException {
        write(folder.resolve(IGNORE_FILE), text);
        return IGNORE_FILE;
    }

    /** Refuses to overwrite, whatever was there a moment ago. */
    private static void write(Path file, byte[] text) throws IOException {
        Files.write(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    static BuildException failure(Path folder, IOException e) {
        if (Files.notExists(folder)) {
            return new UserMistake(
                    Diagnostic.of(
                            "no-folder", "there is no folder " + folder, "make it, or mend -C"));
        }
        return e instanceof FileAlreadyExistsException
                ? new UserMistake(
                        Diagnostic.of(
                                "build-file-exists",
                                "there is a " + Buildfiles.FILE_NAME + " in " + folder,
                                "`jbuild ls` says what is in it"))
                : new EnvironmentFailure(
                        "init-failed",
                        "cannot write into " + folder + ": " + e,
                        "name another folder with -C, or check its permissions",
                        e);
    }
}
