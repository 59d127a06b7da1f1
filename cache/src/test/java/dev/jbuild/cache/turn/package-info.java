@NullMarked
package dev.jbuild.cache.turn;

import org.jspecify.annotations.NullMarked;
