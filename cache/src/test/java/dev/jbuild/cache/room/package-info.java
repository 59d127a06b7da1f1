@NullMarked
package dev.jbuild.cache.room;

import org.jspecify.annotations.NullMarked;
