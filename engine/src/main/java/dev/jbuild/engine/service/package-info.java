/**
 * Services beside steps: containers that a step finds by name while it runs.
 *
 * <p>In: runs with their services in the builder's terms, the builder's question for the hosts of a
 * run, its progress. Out: the addresses, and of a step that fails, what its services have to say.
 * Every container is gone when the build ends; what a killed process left, the next one removes.
 * Never here: what a service is for, when a step is due.
 */
@NullMarked
package dev.jbuild.engine.service;

import org.jspecify.annotations.NullMarked;
