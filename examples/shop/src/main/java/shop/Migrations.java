package shop;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Brings a database to the newest schema: the scripts it has not seen yet, in order, each once. */
final class Migrations {

    private static final List<String> SCRIPTS = List.of("V1__products.sql", "V2__stock.sql");

    private Migrations() {}

    /** Returns the version of the schema after it. */
    static int apply(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    CREATE TABLE IF NOT EXISTS migration (
                        version INT PRIMARY KEY,
                        script VARCHAR NOT NULL)
                    """);
            for (int version = currentVersion(statement) + 1;
                    version <= SCRIPTS.size();
                    version++) {
                String script = SCRIPTS.get(version - 1);
                statement.execute(read(script));
                statement.execute(
                        "INSERT INTO migration VALUES (" + version + ", '" + script + "')");
            }
            return currentVersion(statement);
        }
    }

    private static int currentVersion(Statement statement) throws SQLException {
        try (ResultSet result =
                statement.executeQuery("SELECT COALESCE(MAX(version), 0) FROM migration")) {
            result.next();
            return result.getInt(1);
        }
    }

    private static String read(String script) {
        try (InputStream in = Migrations.class.getResourceAsStream("/db/migration/" + script)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
