/** Tests of this room. */
@NullMarked
package dev.jbuild.cache.file.glob;

import org.jspecify.annotations.NullMarked;
