/**
 * Base images: what their names stand for, and how they are configured.
 *
 * <p>In: image names, the lock, the builder that can ask registries. Out: pinned references with
 * configurations. Never here: pulling, which the builder does when it must.
 */
@NullMarked
package dev.jbuild.engine.base;

import org.jspecify.annotations.NullMarked;
