@NullMarked
package dev.jbuild.engine.doctor;

import org.jspecify.annotations.NullMarked;
