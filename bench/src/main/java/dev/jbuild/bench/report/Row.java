package dev.jbuild.bench.report;

import java.util.Optional;

/**
 * One thing that was measured: with jbuild, and where there is another program that can do it, with
 * that as well.
 *
 * @param title what was done
 */
record Row(String title, Measured own, Optional<Measured> other) {
    /** A ratio that is not more than this is none: times differ from round to round. */
    private static final double NOISE = 1.05;

    private static final int FIELDS_OF_ONE = 4;

    /**
     * What was measured with one program.
     *
     * @param cpu what it did on processors itself
     */
    record Measured(String program, Times time, Times cpu) {}

    /** Reads a line of fields with tabs between them. */
    static Row parse(String line) {
        String[] fields = line.split("\t", -1);
        return new Row(
                fields[0],
                measured(fields, 1),
                fields.length > FIELDS_OF_ONE
                        ? Optional.of(measured(fields, FIELDS_OF_ONE))
                        : Optional.empty());
    }

    private static Measured measured(String[] fields, int from) {
        return new Measured(
                fields[from], Times.parse(fields[from + 1]), Times.parse(fields[from + 2]));
    }

    /** How much longer jbuild takes; empty where there is nothing to compare with. */
    Optional<Double> ratio() {
        return other.map(measured -> own.time().ratioTo(measured.time()));
    }

    /** Whether the other program is quicker. */
    boolean isBehind() {
        return ratio().filter(ratio -> ratio > NOISE).isPresent();
    }
}
