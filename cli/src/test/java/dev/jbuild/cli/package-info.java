/** Tests of the room of the same name. */
@NullMarked
package dev.jbuild.cli;

import org.jspecify.annotations.NullMarked;
