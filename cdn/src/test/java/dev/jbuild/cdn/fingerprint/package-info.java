/** Tests of this room. */
@NullMarked
package dev.jbuild.cdn.fingerprint;

import org.jspecify.annotations.NullMarked;
