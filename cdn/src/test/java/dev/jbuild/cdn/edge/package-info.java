@NullMarked
package dev.jbuild.cdn.edge;

import org.jspecify.annotations.NullMarked;
