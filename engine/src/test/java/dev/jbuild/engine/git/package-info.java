@NullMarked
package dev.jbuild.engine.git;

import org.jspecify.annotations.NullMarked;
