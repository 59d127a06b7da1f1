package dev.jbuild.cli.command;

import dev.jbuild.front.ledger.Question;

import java.nio.file.Path;

/**
 * How the front recognises a request when it is made again.
 *
 * @param program folder of the jars of this jbuild: another one may build in another way
 */
public record Recall(Question question, Path program) {}
