/**
 * From an evaluated project to the graph that builds it: which nodes, in which order, with which
 * outputs.
 *
 * <p>Pure: in come recipes, out comes a plan, and the same recipes give the same plan. Never here:
 * files, digests, threads, an engine.
 */
@NullMarked
package dev.jbuild.engine.plan;

import org.jspecify.annotations.NullMarked;
