package dev.jbuild.dsl.script;

import dev.jbuild.dsl.diagnose.SourceText;
import dev.jbuild.model.Folder;

import java.nio.file.Path;

/**
 * A build file.
 *
 * @param folder where it lies; what references in it are relative to
 * @param root of the project or repository that it is in
 */
public record BuildFile(SourceText source, Folder folder, Path root) {
    /** The name of every build file. */
    public static final String NAME = "jbuild.groovy";
}
