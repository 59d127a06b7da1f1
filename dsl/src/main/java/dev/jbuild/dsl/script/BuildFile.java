package dev.jbuild.dsl.script;

import dev.jbuild.dsl.diagnose.SourceText;

/**
 * A build file.
 *
 * @param folder where it lies, relative to the project's root, {@code /}-separated; what references
 *     in it are relative to
 */
public record BuildFile(SourceText source, String folder) {}
