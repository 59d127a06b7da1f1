/**
 * The cache in a folder, shared by all processes of a user.
 *
 * <p>In: keys, records, bytes. Out: the same again, or a reason why not. Everything is written
 * beside its place and renamed into it; everything is checked when it is read. Never here: what
 * records mean, files of a project.
 */
@NullMarked
package dev.jbuild.cache.disk;

import org.jspecify.annotations.NullMarked;
