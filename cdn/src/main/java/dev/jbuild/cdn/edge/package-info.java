/** What visitors see of a release: looked at and, where a cache keeps the old, asked to forget. */
@NullMarked
package dev.jbuild.cdn.edge;

import org.jspecify.annotations.NullMarked;
