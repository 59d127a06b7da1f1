package dev.jbuild.cdn.s3;

/** What has to hold for an object to be written. */
sealed interface Condition {
    /** Nothing. */
    Condition NONE = new Always();

    /** That there is no such object. */
    Condition ABSENT = new Absent();

    record Always() implements Condition {}

    record Absent() implements Condition {}

    /** That it is the version with this entity tag. */
    record Version(String tag) implements Condition {}
}
