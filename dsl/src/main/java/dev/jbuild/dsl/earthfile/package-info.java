/**
 * From an Earthfile to a build file.
 *
 * <p>In: the text of an Earthfile. Out: the text of a {@code jbuild.groovy}, and remarks on what
 * has to be looked at by a person. What has no counterpart becomes a comment that says so: nothing
 * is left out without a word. This room is dry; its words of the language are held to the truth by
 * tests that evaluate what it writes. Never here: reading or writing files.
 */
@NullMarked
package dev.jbuild.dsl.earthfile;

import org.jspecify.annotations.NullMarked;
