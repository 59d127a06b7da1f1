/** Tests of the room of the same name. */
@NullMarked
package dev.jbuild.cli.option;

import org.jspecify.annotations.NullMarked;
