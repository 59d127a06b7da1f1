/**
 * {@code jbuild.lock}: what names that can change stand for.
 *
 * <p>In: a project's lock file. Out: image names with their digests, and the file again. Never
 * here: asking a registry.
 */
@NullMarked
package dev.jbuild.engine.lock;

import org.jspecify.annotations.NullMarked;
