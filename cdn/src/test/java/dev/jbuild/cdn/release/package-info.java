/** Tests of this room. */
@NullMarked
package dev.jbuild.cdn.release;

import org.jspecify.annotations.NullMarked;
