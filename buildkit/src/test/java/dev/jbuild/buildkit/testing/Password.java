package dev.jbuild.buildkit.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The one user that a registry with a password knows. */
public final class Password {
    public static final String USER = "ada";
    public static final String PASSWORD = "open sesame";

    /** Of the password, by bcrypt, as the registry wants it. */
    private static final String HASH =
            "$2b$04$MZO9b/0TxxH/chZmJFhi6eeabjOKtcM4pk2fuTS40No2bkf25Qrm6";

    private Password() {}

    /**
     * The settings of a registry that wants it.
     *
     * @param folder of the registry, for the file with the hash
     */
    public static String settings(Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("htpasswd"), USER + ":" + HASH + "\n");
        return """
               auth:
                 htpasswd:
                   realm: test
                   path: %s
               """
                .formatted(file);
    }
}
