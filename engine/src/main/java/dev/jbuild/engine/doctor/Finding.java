package dev.jbuild.engine.doctor;

import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

/**
 * Something that was looked at.
 *
 * @param subject what it is about, in a word or two
 * @param text how it is
 * @param cure what to do about it; empty when it is well
 */
public record Finding(String subject, State state, String text, String cure) {
    /** How well it is. */
    public enum State {
        WELL,
        /** Some builds go without, or are slow. */
        LACKING,
        /** Builds fail. */
        BROKEN
    }

    static Finding well(String subject, String text) {
        return new Finding(subject, State.WELL, text, "");
    }

    static Finding lacking(String subject, String text, String cure) {
        return new Finding(subject, State.LACKING, text, cure);
    }

    static Finding broken(String subject, String text, String cure) {
        return new Finding(subject, State.BROKEN, text, cure);
    }

    static Finding broken(String subject, BuildException failure) {
        String cure =
                switch (failure) {
                    case EnvironmentFailure environment -> environment.hint();
                    case UserMistake mistake ->
                            mistake.diagnostics().getFirst().hint().orElse("mend it");
                };
        return broken(subject, String.valueOf(failure.getMessage()), cure);
    }
}
