/**
 * An origin in a folder, for a web server on the same machine.
 *
 * <p>In: contents, releases. Out: {@code current}, a link to a folder with all files of the
 * release. Never here: when to publish.
 */
@NullMarked
package dev.jbuild.cdn.folder;

import org.jspecify.annotations.NullMarked;
