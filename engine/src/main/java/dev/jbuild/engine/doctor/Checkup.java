package dev.jbuild.engine.doctor;

import java.util.List;

/** All that was looked at. */
public record Checkup(List<Finding> findings) {
    public Checkup {
        findings = List.copyOf(findings);
    }

    /** Whether nothing is broken. */
    public boolean isWell() {
        return count(Finding.State.BROKEN) == 0;
    }

    /** How many findings are in a state. */
    public long count(Finding.State state) {
        return findings.stream().filter(finding -> finding.state() == state).count();
    }
}
