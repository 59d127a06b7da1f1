@NullMarked
package dev.jbuild.engine.image;

import org.jspecify.annotations.NullMarked;
