package dev.jbuild.engine.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;

import javax.net.ssl.SSLException;

/** What may be over soon: a server that has too much to do, or a connection that broke. */
final class PassingFault extends IOException {
    private static final long serialVersionUID = 1;

    /** Also 500, since that is what a registry says whose store does not answer. */
    private static final Set<Integer> STATUSES = Set.of(429, 500, 502, 503, 504);

    private final Duration asked;

    PassingFault(String message) {
        this(message, Duration.ZERO);
    }

    private PassingFault(String message, Duration asked) {
        super(message);
        this.asked = asked;
    }

    /** How long the server asks to be left alone; zero when it does not say. */
    Duration asked() {
        return asked;
    }

    /** What an answer that is none of the good ones comes to. */
    static IOException of(HttpResponse<?> answer, String message) {
        return of(answer.statusCode(), answer.headers(), message);
    }

    static IOException of(int status, HttpHeaders headers, String message) {
        return STATUSES.contains(status)
                ? new PassingFault(
                        message,
                        headers.firstValue("Retry-After")
                                .map(PassingFault::wait)
                                .orElse(Duration.ZERO))
                : new IOException(message);
    }

    /** What a connection that failed comes to. */
    static IOException of(IOException failure) {
        if (!passes(failure)) {
            return worded(failure);
        }
        PassingFault fault = new PassingFault(said(failure));
        fault.initCause(failure);
        return fault;
    }

    /** Java has no words for a name that nobody knows, and leaves the message out. */
    private static IOException worded(IOException failure) {
        if (message(failure).isPresent()) {
            return failure;
        }
        boolean nowhere = Reception.of(failure) instanceof Reception.Nowhere;
        return new IOException(nowhere ? Reception.Nowhere.TOLD : failure.toString(), failure);
    }

    private static String said(IOException failure) {
        return message(failure)
                .orElse(
                        failure instanceof ConnectException
                                ? "the registry takes no connection"
                                : "the connection to the registry broke");
    }

    private static Optional<String> message(IOException failure) {
        return Optional.ofNullable(failure.getMessage()).filter(text -> !text.isBlank());
    }

    private static boolean passes(IOException failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            switch (at) {
                case PassingFault _ -> {
                    return true;
                }
                // What was to be sent could not be read, and whoever reads it has tried again.
                case UncheckedIOException _ -> {
                    return false;
                }
                case SSLException _, UnknownHostException _, UnresolvedAddressException _ -> {
                    return false;
                }
                default -> {}
            }
        }
        return true;
    }

    /** Seconds or a date. */
    private static Duration wait(String written) {
        String text = written.strip();
        if (text.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        try {
            ZonedDateTime then = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
            Duration left = Duration.between(ZonedDateTime.now(then.getZone()), then);
            return left.isNegative() ? Duration.ZERO : left;
        } catch (DateTimeParseException e) {
            return Duration.ZERO;
        }
    }
}
