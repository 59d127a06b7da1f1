/** Tests of this room. */
@NullMarked
package dev.jbuild.cache.artifact;

import org.jspecify.annotations.NullMarked;
