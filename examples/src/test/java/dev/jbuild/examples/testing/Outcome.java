package dev.jbuild.examples.testing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a run of jbuild ended, and what its plain output says.
 *
 * @param out standard output: what was asked for
 * @param err standard error: everything about the build
 */
public record Outcome(int exitCode, String out, String err) {
    private static final Pattern END_OF_TARGET =
            Pattern.compile("(?m)^(\\S*\\+.*?) +\\| (built|reused|failed|skipped):");

    /** The targets whose steps were solved, such as {@code +app linux/amd64}. */
    public Set<String> built() {
        return targets("built");
    }

    /** The targets that had nothing to do. */
    public Set<String> reused() {
        return targets("reused");
    }

    private Set<String> targets(String end) {
        return END_OF_TARGET
                .matcher(err)
                .results()
                .filter(line -> line.group(2).equals(end))
                .map(line -> line.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What the summary says about each place that something was delivered to. */
    public SequencedMap<String, String> delivered() {
        SequencedMap<String, String> delivered = new LinkedHashMap<>();
        err.lines()
                .dropWhile(line -> !line.equals("delivered"))
                .skip(1)
                .takeWhile(line -> line.startsWith("  "))
                .map(line -> line.strip().split("  +", 2))
                .forEach(row -> delivered.merge(row[0], row[1], (a, b) -> a + "; " + b));
        return delivered;
    }

    /** The line that sums it all up. */
    public String total() {
        return err.lines()
                .filter(line -> line.matches("(done|failed|everything up to date): .*"))
                .reduce("", (earlier, later) -> later);
    }

    /** The messages, each with the indented lines below it. */
    public List<String> errors() {
        return Pattern.compile("(?m)^jbuild: error: .*(\\n +.*)*")
                .matcher(err)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    /**
     * What the message of a failing assertion needs: the errors first, then how it ended, since
     * reports cut long messages.
     */
    @Override
    public String toString() {
        return String.join(
                "\n",
                "exit code " + exitCode,
                String.join("\n", errors()),
                "--- end of standard error",
                endOf(err),
                "--- end of standard output",
                endOf(out));
    }

    private static String endOf(String text) {
        List<String> lines = text.lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 80), lines.size()));
    }
}
