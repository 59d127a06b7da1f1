package shop;

import static io.javalin.http.HttpStatus.SERVICE_UNAVAILABLE;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.staticfiles.Location;

import java.util.List;
import java.util.Map;

/** The web application: routes, start and stop. */
public final class Shop implements AutoCloseable {

    private static final int DRAIN_MILLIS = 5_000;

    private final Database database;
    private final Products products;
    private final Javalin server;
    private final String page;

    private Shop(Settings settings) {
        database = Database.open(settings.database());
        products = new Products(database);
        page = Frontend.in(settings.frontend()).page();
        server =
                Javalin.create(
                        config -> {
                            config.showJavalinBanner = false;
                            config.startupWatcherEnabled = false;
                            config.jetty.modifyServer(jetty -> jetty.setStopTimeout(DRAIN_MILLIS));
                            config.staticFiles.add(
                                    files -> {
                                        files.hostedPath = "/assets";
                                        files.directory =
                                                settings.frontend().resolve("assets").toString();
                                        files.location = Location.EXTERNAL;
                                        // The name of an asset holds the hash of its content, so it
                                        // never changes.
                                        files.headers =
                                                Map.of(
                                                        "Cache-Control",
                                                        "public, max-age=31536000, immutable");
                                    });
                        });
        server.get("/", context -> context.header("Cache-Control", "no-cache").html(page));
        server.get("/api/products", context -> context.json(products.all()));
        server.get("/healthz", this::health);
        server.start(settings.port());
    }

    public static void main(String[] arguments) {
        Settings settings = Settings.from(System.getenv());
        if (List.of(arguments).contains("--check")) {
            SelfCheck.run(settings.forCheck());
        } else {
            Shop shop = Shop.start(settings);
            Runtime.getRuntime().addShutdownHook(new Thread(shop::close, "shutdown"));
        }
    }

    static Shop start(Settings settings) {
        return new Shop(settings);
    }

    int port() {
        return server.port();
    }

    private void health(Context context) {
        if (database.isUp()) {
            context.json(Map.of("status", "ok", "schema", database.schemaVersion()));
        } else {
            context.status(SERVICE_UNAVAILABLE).json(Map.of("status", "down"));
        }
    }

    /** Lets running requests finish, then closes the database. */
    @Override
    public void close() {
        server.stop();
        database.close();
    }
}
