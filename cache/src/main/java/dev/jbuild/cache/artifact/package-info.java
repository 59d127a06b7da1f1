/**
 * Folders and files as artifacts: into the blob store, and out to where somebody wants them.
 *
 * <p>In: a folder or file, or the digest of a manifest. Out: a {@link dev.jbuild.cache.file.Tree}
 * whose contents are blobs, or the files at their place. Never here: which target made it, and
 * which place is allowed.
 */
@NullMarked
package dev.jbuild.cache.artifact;

import org.jspecify.annotations.NullMarked;
