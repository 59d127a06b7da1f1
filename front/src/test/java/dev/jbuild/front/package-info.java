@NullMarked
package dev.jbuild.front;

import org.jspecify.annotations.NullMarked;
