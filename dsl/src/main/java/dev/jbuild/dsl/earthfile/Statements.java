package dev.jbuild.dsl.earthfile;

import java.util.List;
import java.util.stream.Stream;

/** Looks into statements. */
final class Statements {
    private Statements() {}

    /** All commands, those within blocks included, in order. */
    static Stream<Statement.Command> commands(List<Statement> body) {
        return body.stream()
                .flatMap(
                        statement ->
                                switch (statement) {
                                    case Statement.Command command -> Stream.of(command);
                                    case Statement.Comment _, Statement.Blank _ -> Stream.empty();
                                    case Statement.Choice choice ->
                                            Stream.concat(
                                                    choice.branches().stream()
                                                            .flatMap(
                                                                    branch ->
                                                                            commands(
                                                                                    branch.body())),
                                                    commands(choice.otherwise()));
                                    case Statement.Block block ->
                                            Stream.concat(
                                                    commands(block.body()), commands(block.last()));
                                });
    }
}
