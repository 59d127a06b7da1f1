@NullMarked
package dev.jbuild.engine.registry;

import org.jspecify.annotations.NullMarked;
