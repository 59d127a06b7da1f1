/** Tests of this room. */
@NullMarked
package dev.jbuild.cdn.s3;

import org.jspecify.annotations.NullMarked;
