@NullMarked
package dev.jbuild.buildkit.daemon;

import org.jspecify.annotations.NullMarked;
