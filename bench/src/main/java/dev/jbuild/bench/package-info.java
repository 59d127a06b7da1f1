/**
 * How long the parts of a build take: one question per class, with the line that answers it.
 *
 * <p>Never here: assertions, and claims without the commit that was measured.
 */
@NullMarked
package dev.jbuild.bench;

import org.jspecify.annotations.NullMarked;
