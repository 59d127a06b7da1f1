/** Tests of this room. */
@NullMarked
package dev.jbuild.cache.key;

import org.jspecify.annotations.NullMarked;
