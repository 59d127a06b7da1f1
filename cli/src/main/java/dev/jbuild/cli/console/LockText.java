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
                        + images(report.used())
                        + (changed == 0 ? ", nothing to change" : ", " + changed + " changed"));
        return lines;
    }

    private static String images(int count) {
        return count == 1 ? "1 image" : count + " images";
    }

    private static List<String> row(LockChange change) {
        String name = change.name().toString();
        Optional<LockedImage> before = change.before();
        Optional<LockedImage> after = change.after();
        if (before.isEmpty() || after.isEmpty()) {
            LockedImage image = after.or(() -> before).orElseThrow();
            return List.of(
                    after.isPresent() ? "+" : "-", name, digits(image.index()), platforms(image));
        }
        boolean moved = !before.get().index().equals(after.get().index());
        return List.of(
                "~",
                name,
                (moved ? digits(before.get().index()) + " -> " : "") + digits(after.get().index()),
                platforms(after.get()));
    }

    private static String digits(Digest digest) {
        return digest.hex().substring(0, ENOUGH_DIGITS);
    }

    private static String platforms(LockedImage image) {
        return image.platforms().keySet().stream()
                .map(Object::toString)
                .collect(Collectors.joining(", "));
    }
}
