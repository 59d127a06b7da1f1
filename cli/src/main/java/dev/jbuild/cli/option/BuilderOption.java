package dev.jbuild.cli.option;

import dev.jbuild.engine.solve.Builders;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import picocli.CommandLine.ParseResult;

import java.util.List;

/** Reads who is to run the steps. */
final class BuilderOption {
    private BuilderOption() {}

    static Builders of(ParseResult result) throws UserMistake {
        List<String> given = result.matchedOptionValue(Syntax.BUILDER, List.of());
        try {
            return Builders.parse(given);
        } catch (IllegalArgumentException e) {
            throw new UserMistake(
                    Diagnostic.of(
                            "invalid-option",
                            "--builder: " + e.getMessage(),
                            "as in `--builder tcp://build.example:1234?tlsdir=/etc/buildkit/tls` or"
                                    + " `--builder linux/arm64=tcp://arm.example:1234`"));
        }
    }
}
