/** Tests of this room. */
@NullMarked
package dev.jbuild.cache.disk;

import org.jspecify.annotations.NullMarked;
