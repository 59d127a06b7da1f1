/** Fixtures: projects as a few lines of Java. */
@NullMarked
package dev.jbuild.engine.testing;

import org.jspecify.annotations.NullMarked;
