package dev.jbuild.engine.store;

/** What is to be done with the cache. */
public enum CacheTask {
    /** Say what there is. */
    STATUS,
    /** Clear away what nothing needs, and what is too much. */
    COLLECT,
    /** Read everything and remove what is damaged. */
    VERIFY,
    /** Remove everything. */
    CLEAR
}
