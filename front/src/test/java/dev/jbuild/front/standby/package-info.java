@NullMarked
package dev.jbuild.front.standby;

import org.jspecify.annotations.NullMarked;
