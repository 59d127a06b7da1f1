@NullMarked
package dev.jbuild.bench;

import org.jspecify.annotations.NullMarked;
