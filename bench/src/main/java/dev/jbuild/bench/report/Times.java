package dev.jbuild.bench.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * How long something took each time.
 *
 * @param milliseconds in the order in which they were measured; at least one
 */
record Times(List<Integer> milliseconds) {
    Times {
        milliseconds = List.copyOf(milliseconds);
        if (milliseconds.isEmpty()) {
            throw new IllegalArgumentException("no times");
        }
    }

    /** Reads numbers with commas between them. */
    static Times parse(String text) {
        return new Times(Arrays.stream(text.split(",", -1)).map(Integer::valueOf).toList());
    }

    double seconds(double quantile) {
        return quantile(milliseconds.stream().mapToDouble(time -> time / 1000.0), quantile);
    }

    double median() {
        return seconds(0.5);
    }

    /** The median of the ratios of what was measured in the same round. */
    double ratioTo(Times other) {
        int rounds = Math.min(milliseconds.size(), other.milliseconds.size());
        return quantile(
                IntStream.range(0, rounds)
                        .mapToDouble(
                                round ->
                                        milliseconds.get(round)
                                                / Math.max(1.0, other.milliseconds.get(round))),
                0.5);
    }

    private static double quantile(DoubleStream values, double quantile) {
        double[] sorted = values.sorted().toArray();
        double place = quantile * (sorted.length - 1);
        int low = (int) place;
        int high = Math.min(low + 1, sorted.length - 1);
        return sorted[low] + (place - low) * (sorted[high] - sorted[low]);
    }

    /** Median, minimum and maximum in seconds, as the scripts write them. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f (%.2f–%.2f)", median(), seconds(0), seconds(1));
    }
}
