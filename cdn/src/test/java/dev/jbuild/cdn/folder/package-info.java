/** Tests of this room. */
@NullMarked
package dev.jbuild.cdn.folder;

import org.jspecify.annotations.NullMarked;
