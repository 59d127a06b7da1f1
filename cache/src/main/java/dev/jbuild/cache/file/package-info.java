/**
 * Files of a project: which ones are meant, and what they contain.
 *
 * <p>In: a folder, globs, ignore rules. Out: a {@link dev.jbuild.cache.file.Selection} of what is
 * there and a {@link dev.jbuild.cache.file.Tree} of what it contains, whose digest is the same on
 * every machine. An index on disk spares reading files that did not change. Never here: writing to
 * the project, following symbolic links, blobs.
 */
@NullMarked
package dev.jbuild.cache.file;

import org.jspecify.annotations.NullMarked;
