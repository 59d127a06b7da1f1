package dev.jbuild.buildkit;

import java.security.SecureRandom;

/** Makes names for builds and sessions: 25 random characters, as other clients do. */
final class Ids {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String CHARACTERS = "0123456789abcdefghijklmnopqrstuvwxyz";

    private Ids() {}

    static String next() {
        StringBuilder id = new StringBuilder(25);
        for (int i = 0; i < 25; i++) {
            id.append(CHARACTERS.charAt(RANDOM.nextInt(CHARACTERS.length())));
        }
        return id.toString();
    }
}
