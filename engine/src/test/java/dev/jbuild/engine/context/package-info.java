@NullMarked
package dev.jbuild.engine.context;

import org.jspecify.annotations.NullMarked;
