package shop;

import java.nio.file.Path;
import java.util.Map;

/** What the environment decides; every value has a default that works on a developer's machine. */
record Settings(int port, String database, Path frontend) {

    static final String IN_MEMORY = "jdbc:h2:mem:shop;DB_CLOSE_DELAY=-1";

    static Settings from(Map<String, String> environment) {
        return new Settings(
                Integer.parseInt(environment.getOrDefault("PORT", "8080")),
                environment.getOrDefault("DATABASE_URL", IN_MEMORY),
                Path.of(environment.getOrDefault("FRONTEND", "frontend/dist")));
    }

    /** The same shop on any free port and with a database that lives and dies with the process. */
    Settings forCheck() {
        return new Settings(0, IN_MEMORY, frontend);
    }
}
