package dev.jbuild.front;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Where the user is at home. */
public final class HomeFolder {
    private static final String HOME = "HOME";

    private HomeFolder() {}

    /**
     * The variables, with {@code HOME} where they lack it or it is empty: under cron, in
     * containers. Whoever reads it may rely on it, and takes nothing of a project for that of the
     * user.
     *
     * @param registered where the password file says that the user is at home; no path for a user
     *     who is not in it, who is then at home in {@code /}, as in Docker's containers
     */
    public static Map<String, String> within(Map<String, String> variables, String registered) {
        if (!variables.getOrDefault(HOME, "").isEmpty()) {
            return variables;
        }
        Map<String, String> complete = new HashMap<>(variables);
        complete.put(HOME, Path.of(registered).isAbsolute() ? registered : "/");
        return Map.copyOf(complete);
    }
}
