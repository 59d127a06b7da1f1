package dev.jbuild.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * What was at a place once: another file that comes there by the same name is somebody else.
 *
 * @param key by which the system tells files apart
 */
record Occupant(String key) {
    /** What is at a place now, through links. */
    static Occupant of(Path place) throws IOException {
        return new Occupant(
                String.valueOf(Files.readAttributes(place, BasicFileAttributes.class).fileKey()));
    }

    /** Whether it is at a place. */
    boolean isAt(Path place) {
        try {
            return of(place).equals(this);
        } catch (IOException e) {
            return false;
        }
    }
}
