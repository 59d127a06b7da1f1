/**
 * What happened during a build, as values: events while it runs.
 *
 * <p>In: facts from the rooms that do the work. Out: a closed set of records that renderers fold.
 * Never here: colours, terminal widths, exit codes.
 */
@NullMarked
package dev.jbuild.engine.event;

import org.jspecify.annotations.NullMarked;
