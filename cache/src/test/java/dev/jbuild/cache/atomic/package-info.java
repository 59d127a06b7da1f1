@NullMarked
package dev.jbuild.cache.atomic;

import org.jspecify.annotations.NullMarked;
