@NullMarked
package dev.jbuild.engine.docker;

import org.jspecify.annotations.NullMarked;
