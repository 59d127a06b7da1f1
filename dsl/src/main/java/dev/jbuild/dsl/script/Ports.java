package dev.jbuild.dsl.script;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Port numbers with a protocol. */
final class Ports {
    private static final Pattern PORT = Pattern.compile("([0-9]{1,5})(?:/(tcp|udp|sctp))?");
    private static final int HIGHEST = 65_535;

    private Ports() {}

    /** Each port as {@code 8080/tcp}. */
    static List<String> of(Call call, List<?> written) {
        return call.texts("the port", written).stream().map(port -> of(call, port)).toList();
    }

    private static String of(Call call, String port) {
        Matcher matcher = PORT.matcher(port);
        if (matcher.matches()) {
            int number = Integer.parseInt(matcher.group(1));
            if (number >= 1 && number <= HIGHEST) {
                return number + "/" + (matcher.group(2) == null ? "tcp" : matcher.group(2));
            }
        }
        throw call.mistakeAt(
                port,
                "port",
                "`" + port + "` is no port",
                "a number from 1 to 65535, where needed with `/udp` or `/sctp`, as in `'53/udp'`");
    }
}
