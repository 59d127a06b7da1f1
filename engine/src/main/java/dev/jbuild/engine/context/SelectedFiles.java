package dev.jbuild.engine.context;

import dev.jbuild.cache.file.Selection;
import dev.jbuild.model.Digest;

/**
 * The files of one copy step.
 *
 * @param source names the selection: equal patterns of one folder have equal names
 * @param content digest of names, kinds, modes and contents
 */
public record SelectedFiles(String source, Selection selection, Digest content) {}
