/** Tests of the room of the same name. */
@NullMarked
package dev.jbuild.cli.command;

import org.jspecify.annotations.NullMarked;
