package dev.jbuild.engine.lock;

/** What a build may do about names that the lock does not know. */
public enum LockUse {
    /** Look them up and add them. */
    EXTEND,
    /** Nothing: the lock stays as it is. */
    FROZEN,
    /** Nothing, and no registry is asked either. */
    OFFLINE
}
