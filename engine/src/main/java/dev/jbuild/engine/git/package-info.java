/**
 * Git repositories elsewhere.
 *
 * <p>In: addresses with names of branches, tags and commits. Out: the commits that these are,
 * pinned in the lock of the project. Repositories are reached as the user's git reaches them. Never
 * here: what a build file says, or which steps want the files.
 */
@NullMarked
package dev.jbuild.engine.git;

import org.jspecify.annotations.NullMarked;
