package dev.jbuild.engine;

/** What a build is for. */
enum Aim {
    /** To deliver what the targets yield. */
    DELIVER,

    /** To find out what publishing their releases would change. Nothing is delivered. */
    PLAN_RELEASES
}
