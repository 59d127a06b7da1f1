@NullMarked
package dev.jbuild.cli.report;

import org.jspecify.annotations.NullMarked;
