/**
 * Evaluations of build files, kept for builds in which no build file has changed: those need no
 * Groovy.
 *
 * <p>In: a request to load a project. Out: what evaluating it gives, made now or kept from an
 * earlier time and still right. Never here: how build files are evaluated, what their steps mean.
 */
@NullMarked
package dev.jbuild.cli.evaluation;

import org.jspecify.annotations.NullMarked;
