@NullMarked
package dev.jbuild.bench.report;

import org.jspecify.annotations.NullMarked;
