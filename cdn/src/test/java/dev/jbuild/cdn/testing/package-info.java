/** Sites that tests release. */
@NullMarked
package dev.jbuild.cdn.testing;

import org.jspecify.annotations.NullMarked;
