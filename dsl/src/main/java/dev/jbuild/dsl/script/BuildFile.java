package dev.jbuild.dsl.script;

import dev.jbuild.dsl.diagnose.SourceText;
import dev.jbuild.model.Folder;

/**
 * A build file.
 *
 * @param folder where it lies; what references in it are relative to
 */
public record BuildFile(SourceText source, Folder folder) {}
