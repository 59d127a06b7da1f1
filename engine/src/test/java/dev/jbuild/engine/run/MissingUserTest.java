package dev.jbuild.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.model.RunOptions;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.Step;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

class MissingUserTest {
    private static SourceSpan line(int line) {
        return new SourceSpan("jbuild.groovy", line, 5, 9);
    }

    private static Step user(String name, int line) {
        return new Step.User(name, line(line));
    }

    private static Step run(String user) {
        RunOptions none = RunOptions.DEFAULT;
        RunOptions.Setting setting =
                new RunOptions.Setting(
                        none.setting().env(),
                        Optional.of(user).filter(name -> !name.isEmpty()),
                        Optional.empty(),
                        List.of(),
                        List.of());
        return new Step.Run(
                new Step.Command.Script("true"),
                new RunOptions(setting, none.access(), none.attempts(), none.when()),
                line(9));
    }

    /** What is said when the last step fails. */
    private static Optional<String> problem(String missing, Step... steps) {
        return MissingUser.of(
                        List.of(steps),
                        steps.length - 1,
                        "process \"/bin/sh -ec true\" did not complete successfully: unable to find "
                                + missing
                                + ": no matching entries in passwd file")
                .map(Diagnosis::problem);
    }

    @Test
    void of_whenSetBefore_namesTheLastPlace() {
        assertThat(problem("user app", user("root", 4), user("app", 5), run("")))
                .contains(
                        "the image has no user `app`, which `user 'app'` names at jbuild.groovy:5");
    }

    @Test
    void of_whenGroupIsMissing_saysSo() {
        assertThat(problem("group staff", user("0:staff", 5), run("")))
                .contains(
                        "the image has no group `staff`, which `user '0:staff'` names at"
                                + " jbuild.groovy:5");
    }

    @Test
    void of_whenTheRunOrItsBaseNamesIt_namesNoPlace() {
        assertThat(problem("user app", user("root", 5), run("app")))
                .contains("the image has no user `app`");
        assertThat(problem("user app", run(""))).contains("the image has no user `app`");
    }

    @Test
    void of_whenSomethingElseFailed_isEmpty() {
        assertThat(MissingUser.of(List.of(run("")), 0, "exit code: 1")).isEmpty();
        assertThat(problem("user app", user("app", 5))).isEmpty();
    }
}
