package dev.jbuild.cache;

/** Stands for bodies that follow with the next commits. */
public final class Pending {
    private Pending() {}

    @SuppressWarnings({"DoNotCallSuggester", "TypeParameterUnusedInFormals"})
    public static <T> T yet() {
        throw new UnsupportedOperationException("not written yet");
    }
}
