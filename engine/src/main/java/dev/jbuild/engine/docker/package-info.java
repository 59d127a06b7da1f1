/**
 * The Docker Engine API, through docker-java: finding the engine, asking for images, tagging and
 * pushing them.
 *
 * <p>In: the user's Docker settings. Out: facts as values of the model. Never here: builds, which
 * go through BuildKit. The only room that sees docker-java.
 */
@NullMarked
package dev.jbuild.engine.docker;

import org.jspecify.annotations.NullMarked;
