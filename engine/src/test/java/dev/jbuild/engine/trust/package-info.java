/** Tests of the room of the same name. */
@NullMarked
package dev.jbuild.engine.trust;

import org.jspecify.annotations.NullMarked;
