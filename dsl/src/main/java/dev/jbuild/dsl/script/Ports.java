package dev.jbuild.dsl.script;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Port numbers with a protocol. */
final class Ports {
    private static final Pattern PORT =
            Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?(?:/(tcp|udp|sctp))?");
    private static final int HIGHEST = 65_535;

    private Ports() {}

    /** Each port as {@code 8080/tcp}. */
    static List<String> of(Call call, List<?> written) {
        return call.texts("the port", written).stream().flatMap(port -> of(call, port)).toList();
    }

    /** One port, without a protocol. */
    static int number(Call call, @Nullable Integer port) {
        if (port == null || port < 1 || port > HIGHEST) {
            throw call.mistake(
                    "port", "`" + port + "` is no port", "a number from 1 to " + HIGHEST);
        }
        return port;
    }

    private static Stream<String> of(Call call, String port) {
        Matcher matcher = PORT.matcher(port);
        if (matcher.matches()) {
            int first = Integer.parseInt(matcher.group(1));
            int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
            String protocol = matcher.group(3) == null ? "tcp" : matcher.group(3);
            if (first >= 1 && first <= last && last <= HIGHEST) {
                return IntStream.rangeClosed(first, last).mapToObj(n -> n + "/" + protocol);
            }
        }
        throw call.mistakeAt(
                port,
                "port",
                "`" + port + "` is no port",
                "a number from 1 to 65535 or a range of them, where needed with `/udp` or `/sctp`, as in `'53/udp'`"
                        + " or `'8000-8010'`");
    }
}
