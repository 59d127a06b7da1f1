/** Tests of this room. */
@NullMarked
package dev.jbuild.cdn.publish;

import org.jspecify.annotations.NullMarked;
