package dev.jbuild.cli.evaluation;

import dev.jbuild.dsl.LoadRequest;
import dev.jbuild.front.ledger.Fact;

import java.util.List;

/**
 * What is asked, and of whom: another jbuild, or this one on another Java, may evaluate in another
 * way.
 *
 * @param java version of the Java
 * @param program how the jars of this jbuild look
 * @param request without the environment, of which readings have what counts
 */
record Question(String java, List<Fact.Look> program, LoadRequest request) {}
