@NullMarked
package dev.jbuild.engine.output;

import org.jspecify.annotations.NullMarked;
