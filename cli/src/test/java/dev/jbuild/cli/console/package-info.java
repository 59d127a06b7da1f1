/** Tests of the room of the same name. */
@NullMarked
package dev.jbuild.cli.console;

import org.jspecify.annotations.NullMarked;
