/** Tests of this room. */
@NullMarked
package dev.jbuild.cache.file;

import org.jspecify.annotations.NullMarked;
