/**
 * Patterns of paths, and the rules of ignore files.
 *
 * <p>In: patterns as users write them, relative {@code /}-separated paths. Out: whether they match,
 * and whether anything further down could. Never here: a file system.
 */
@NullMarked
package dev.jbuild.cache.file.glob;

import org.jspecify.annotations.NullMarked;
