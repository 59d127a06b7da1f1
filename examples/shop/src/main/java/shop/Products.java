package shop;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The products on offer. */
final class Products {

    private static final String ALL =
            "SELECT id, name, description, cents, stock FROM product ORDER BY name";

    private final Database database;

    Products(Database database) {
        this.database = database;
    }

    List<Product> all() throws SQLException {
        List<Product> products = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ALL)) {
            while (row.next()) {
                products.add(
                        new Product(
                                row.getInt("id"),
                                row.getString("name"),
                                row.getString("description"),
                                row.getInt("cents"),
                                row.getInt("stock")));
            }
        }
        return products;
    }
}
