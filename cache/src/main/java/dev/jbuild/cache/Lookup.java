package dev.jbuild.cache;

/** The answer to a key. */
public sealed interface Lookup {
    /**
     * The record is there, and so is every blob that it names.
     *
     * @param tier where the record was found
     */
    record Hit(ActionRecord value, Tier tier) implements Lookup {}

    /** There is nothing that can be used. */
    record Miss(MissReason reason) implements Lookup {}

    /** How far a lookup had to go. */
    enum Tier {
        MEMORY,
        DISK
    }
}
