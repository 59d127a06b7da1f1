/** Fixtures: jbuild, the engine and the registry, as tests ask them. */
@NullMarked
package dev.jbuild.examples.testing;

import org.jspecify.annotations.NullMarked;
