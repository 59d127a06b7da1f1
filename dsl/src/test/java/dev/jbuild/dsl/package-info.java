/** Tests of what build files evaluate to and how mistakes in them are told. */
@NullMarked
package dev.jbuild.dsl;

import org.jspecify.annotations.NullMarked;
