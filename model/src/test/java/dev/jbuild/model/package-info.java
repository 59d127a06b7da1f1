/** Tests of this room. */
@NullMarked
package dev.jbuild.model;

import org.jspecify.annotations.NullMarked;
