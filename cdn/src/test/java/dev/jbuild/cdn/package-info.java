/** Tests of this room. */
@NullMarked
package dev.jbuild.cdn;

import org.jspecify.annotations.NullMarked;
