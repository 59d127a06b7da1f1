package dev.jbuild.front.ledger;

import java.util.List;

/** A text of parts, each with its length in front, so that no two series of parts have one text. */
public final class Parts {
    private final StringBuilder text = new StringBuilder();

    public void add(String part) {
        text.append(part.length()).append(':').append(part).append('\n');
    }

    /** Several that belong together. */
    public void add(List<String> parts) {
        text.append(parts.size()).append(' ');
        parts.forEach(this::add);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
