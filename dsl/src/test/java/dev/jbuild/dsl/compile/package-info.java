@NullMarked
package dev.jbuild.dsl.compile;

import org.jspecify.annotations.NullMarked;
