/** Tests of this room. */
@NullMarked
package dev.jbuild.cache.parallel;

import org.jspecify.annotations.NullMarked;
