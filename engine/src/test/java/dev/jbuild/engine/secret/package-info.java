/** Tests of the room of the same name. */
@NullMarked
package dev.jbuild.engine.secret;

import org.jspecify.annotations.NullMarked;
