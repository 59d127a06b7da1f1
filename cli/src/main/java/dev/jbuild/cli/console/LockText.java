package dev.jbuild.cli.console;

import dev.jbuild.engine.lock.LockChange;
import dev.jbuild.engine.lock.LockReport;
import dev.jbuild.engine.lock.LockedImage;
import dev.jbuild.model.Digest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The changes of a lock file, one line for each name, and what that makes in all. */
final class LockText {
    private static final int ENOUGH_DIGITS = 12;

    private LockText() {}

    static List<String> of(LockReport report) {
        List<List<String>> rows = new ArrayList<>();
        report.changes().forEach(change -> rows.add(row(change)));
        List<String> lines = new ArrayList<>(Columns.align(rows));
        int changed = report.changes().size();
        lines.add(
                "jbuild.lock: "
                        + count(report.images(), "image", "images")
                        + (report.commits() == 0
                                ? ""
                                : ", " + count(report.commits(), "commit", "commits"))
                        + (report.files() == 0 ? "" : ", " + count(report.files(), "file", "files"))
                        + (changed == 0 ? ", nothing to change" : ", " + changed + " changed"));
        return lines;
    }

    private static String count(int count, String one, String several) {
        return count + " " + (count == 1 ? one : several);
    }

    private static List<String> row(LockChange change) {
        return switch (change) {
            case LockChange.Image(var name, var before, var after) ->
                    row(
                            name.toString(),
                            before.map(image -> digits(image.index())),
                            after.map(image -> digits(image.index())),
                            platforms(after.or(() -> before).orElseThrow()));
            case LockChange.Commit(var name, var before, var after) ->
                    row(
                            name.toString(),
                            before.map(LockText::start),
                            after.map(LockText::start),
                            "");
            case LockChange.Download(var url, var before, var after) ->
                    row(url, before.map(LockText::digits), after.map(LockText::digits), "");
        };
    }

    private static List<String> row(
            String name, Optional<String> before, Optional<String> after, String more) {
        if (before.isEmpty() || after.isEmpty()) {
            String value = after.or(() -> before).orElseThrow();
            return List.of(after.isPresent() ? "+" : "-", name, value, more);
        }
        boolean moved = !before.equals(after);
        return List.of("~", name, (moved ? before.get() + " -> " : "") + after.get(), more);
    }

    private static String digits(Digest digest) {
        return start(digest.hex());
    }

    private static String start(String hex) {
        return hex.substring(0, ENOUGH_DIGITS);
    }

    private static String platforms(LockedImage image) {
        return image.platforms().keySet().stream()
                .map(Object::toString)
                .collect(Collectors.joining(", "));
    }
}
