/** Servers as the tests of several modules need them. */
@NullMarked
package dev.jbuild.buildkit.testing;

import org.jspecify.annotations.NullMarked;
