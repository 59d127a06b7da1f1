package dev.jbuild.cdn;

import dev.jbuild.cdn.fingerprint.NamedFile;
import dev.jbuild.cdn.release.CacheRule;
import dev.jbuild.cdn.release.Remark;

import java.util.List;

/**
 * Finds the value of {@code Cache-Control}: the last rule that matches counts.
 *
 * <p>A rule that says {@code immutable} is passed over for a file without a hash in its name: who
 * has the file would not ask for a newer one for as long as the rule says.
 */
final class CacheControl {
    private final List<CacheRule> rules;
    private final List<Remark> remarks;

    CacheControl(List<CacheRule> rules, List<Remark> remarks) {
        this.rules = rules;
        this.remarks = remarks;
    }

    String of(NamedFile file) {
        boolean passedOver = false;
        for (CacheRule rule : rules.reversed()) {
            if (!rule.files().matches(file.path()) && !rule.files().matches(file.logical())) {
                continue;
            }
            if (file.hashed() || !rule.value().contains("immutable")) {
                return passedOver ? noted(file, rule.value()) : rule.value();
            }
            passedOver = true;
        }
        if (file.hashed()) {
            return CacheRule.IMMUTABLE;
        }
        return passedOver ? noted(file, CacheRule.REVALIDATED) : CacheRule.REVALIDATED;
    }

    private String noted(NamedFile file, String value) {
        remarks.add(
                new Remark(
                        Remark.Kind.HEADER,
                        file.path(),
                        "`" + value + "` and not `immutable`, since its name has no hash"));
        return value;
    }
}
