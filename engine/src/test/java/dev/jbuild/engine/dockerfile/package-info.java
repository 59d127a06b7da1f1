@NullMarked
package dev.jbuild.engine.dockerfile;

import org.jspecify.annotations.NullMarked;
