/** Tests of the room of the same name. */
@NullMarked
package dev.jbuild.cli.evaluation;

import org.jspecify.annotations.NullMarked;
