/** Tests of this room. */
@NullMarked
package dev.jbuild.engine.cdn;

import org.jspecify.annotations.NullMarked;
