/** Tests of this room. */
@NullMarked
package dev.jbuild.cdn.reference;

import org.jspecify.annotations.NullMarked;
