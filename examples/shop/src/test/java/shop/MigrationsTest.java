package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.DriverManager;

class MigrationsTest {

    @Test
    void appliesEachScriptOnce() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
            assertEquals(2, Migrations.apply(connection));
            assertEquals(2, Migrations.apply(connection));
        }
    }
}
