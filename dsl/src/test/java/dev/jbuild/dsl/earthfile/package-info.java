@NullMarked
package dev.jbuild.dsl.earthfile;

import org.jspecify.annotations.NullMarked;
