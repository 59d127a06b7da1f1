@NullMarked
package dev.jbuild.cli.testing;

import org.jspecify.annotations.NullMarked;
