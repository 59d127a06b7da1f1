/** What the tests of other modules share. */
@NullMarked
package dev.jbuild.model.testing;

import org.jspecify.annotations.NullMarked;
