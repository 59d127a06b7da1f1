import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;

/**
 * A bucket in memory, for rehearsals: as much of S3 as publishing a release takes and going back to
 * the one before. Prints its port. Tests have a real server.
 */
class Bucket {
    /** What is given back with an object as it came. */
    private static final List<String> KEPT =
            List.of("Content-Type", "Cache-Control", "Content-Encoding");

    private final Map<URI, Item> items = new HashMap<>();
    private int written;

    private record Item(byte[] bytes, String tag, Map<String, String> headers) {}

    public static void main(String[] arguments) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", new Bucket()::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        System.out.println(server.getAddress().getPort());
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Optional<Item> item = Optional.ofNullable(items.get(exchange.getRequestURI()));
            switch (exchange.getRequestMethod()) {
                case "PUT" -> put(exchange, item, body);
                case "GET", "HEAD" -> give(exchange, item);
                default -> {
                    items.remove(exchange.getRequestURI());
                    exchange.sendResponseHeaders(204, -1);
                }
            }
        }
    }

    private void put(HttpExchange exchange, Optional<Item> before, byte[] body) throws IOException {
        String absent = exchange.getRequestHeaders().getFirst("If-None-Match");
        String version = exchange.getRequestHeaders().getFirst("If-Match");
        if ((absent != null && before.isPresent())
                || (version != null && !version.equals(before.map(Item::tag).orElse("")))) {
            refuse(exchange, 412, "PreconditionFailed");
            return;
        }
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach(
                        (name, values) -> {
                            if (KEPT.contains(name)
                                    || name.toLowerCase().startsWith("x-amz-meta-")) {
                                headers.put(name, values.getFirst());
                            }
                        });
        Item item = new Item(body, "\"" + ++written + "\"", headers);
        items.put(exchange.getRequestURI(), item);
        exchange.getResponseHeaders().set("ETag", item.tag());
        exchange.sendResponseHeaders(200, -1);
    }

    private static void give(HttpExchange exchange, Optional<Item> item) throws IOException {
        if (item.isEmpty()) {
            refuse(exchange, 404, "NoSuchKey");
            return;
        }
        exchange.getResponseHeaders().set("ETag", item.get().tag());
        exchange.getResponseHeaders().set("Last-Modified", "Thu, 01 Jan 1970 00:00:00 GMT");
        item.get().headers().forEach(exchange.getResponseHeaders()::set);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(200, -1);
        } else {
            send(exchange, 200, item.get().bytes());
        }
    }

    private static void refuse(HttpExchange exchange, int status, String code) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        String error =
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>"
                        + code
                        + "</Code></Error>";
        send(exchange, status, error.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
