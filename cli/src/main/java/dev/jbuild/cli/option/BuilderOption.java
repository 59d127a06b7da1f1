package dev.jbuild.cli.option;

import dev.jbuild.engine.solve.BuilderAddress;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import picocli.CommandLine.ParseResult;

import java.util.Optional;

/** Reads who is to run the steps. */
final class BuilderOption {
    private BuilderOption() {}

    static Optional<BuilderAddress> of(ParseResult result) throws UserMistake {
        if (!result.hasMatchedOption(Syntax.BUILDER)) {
            return Optional.empty();
        }
        String address = result.matchedOptionValue(Syntax.BUILDER, "");
        try {
            return Optional.of(BuilderAddress.parse(address));
        } catch (IllegalArgumentException e) {
            throw new UserMistake(
                    Diagnostic.of(
                            "invalid-option",
                            "`--builder " + address + "` " + e.getMessage(),
                            "as in `--builder tcp://build.example:1234?tlsdir=/etc/buildkit/tls`"));
        }
    }
}
