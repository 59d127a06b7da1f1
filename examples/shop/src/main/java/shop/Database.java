package shop;

import org.h2.jdbcx.JdbcConnectionPool;

import java.sql.Connection;
import java.sql.SQLException;

/** The connection pool of a database whose schema is up to date. */
final class Database implements AutoCloseable {

    private static final int PROBE_SECONDS = 2;

    private final JdbcConnectionPool pool;
    private final int schemaVersion;

    private Database(JdbcConnectionPool pool, int schemaVersion) {
        this.pool = pool;
        this.schemaVersion = schemaVersion;
    }

    static Database open(String url) {
        JdbcConnectionPool pool = JdbcConnectionPool.create(url, "shop", "");
        try (Connection connection = pool.getConnection()) {
            return new Database(pool, Migrations.apply(connection));
        } catch (SQLException e) {
            pool.dispose();
            throw new IllegalStateException("cannot open the database " + url, e);
        }
    }

    Connection connect() throws SQLException {
        return pool.getConnection();
    }

    int schemaVersion() {
        return schemaVersion;
    }

    boolean isUp() {
        try (Connection connection = connect()) {
            return connection.isValid(PROBE_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() {
        pool.dispose();
    }
}
