package dev.jbuild.engine.service;

import dev.jbuild.engine.docker.Containers.Ran;
import dev.jbuild.engine.lower.ServiceUse;
import dev.jbuild.model.ServiceOptions.Ready;
import dev.jbuild.model.Step;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How to find out whether a service is ready: by a program in its container, so that it works
 * wherever the engine is, and without ports on the engine's machine.
 *
 * @param argv the program
 * @param isTheirs whether the program is one of the user, and what it prints is for people
 * @param missing what to do when there is no such program
 */
record ReadyCheck(
        List<String> argv, boolean isTheirs, Verdict verdict, String waitsFor, String missing) {
    private static final List<String> SHELL = List.of("/bin/sh", "-c");

    /**
     * Asks {@code $1} by whatever there is. With bash, it speaks HTTP itself: {@code $2} is the
     * host, {@code $3} the port, {@code $4} the path.
     */
    private static final String REQUEST =
            """
            unset http_proxy HTTP_PROXY
            if command -v curl; then exec curl -fs -m 5 -o /dev/null "$1"; fi
            if command -v wget; then exec wget -q -T 5 -O /dev/null "$1"; fi
            command -v bash || exit 127
            exec bash -c '
              exec 3<>"/dev/tcp/$1/$2" || exit 1
              printf "GET %s HTTP/1.0\\r\\nHost: %s\\r\\n\\r\\n" "$3" "$1" >&3
              read -r -t 5 _ status _ <&3 && [ "$status" -lt 400 ]' bash "$2" "$3" "$4"
            """;

    /** What the end of the program says. */
    @FunctionalInterface
    interface Verdict {
        boolean isReady(Ran ran);
    }

    /**
     * @param address of the service
     */
    static ReadyCheck of(ServiceUse.Service service, String address) {
        return switch (service.step().options().ready()) {
            case Ready.Started() ->
                    new ReadyCheck(List.of(), false, _ -> true, "it did not start", "");
            case Ready.Tcp(int port) ->
                    new ReadyCheck(
                            List.of("cat", "/proc/net/tcp", "/proc/net/tcp6"),
                            false,
                            ran -> listens(ran.output(), port),
                            "nothing listens at port " + port + " for others than itself",
                            "its image has no `cat`, which `tcp` needs");
            case Ready.Http(int port, String path) ->
                    new ReadyCheck(
                            shell(
                                    REQUEST,
                                    "http://" + address + ":" + port + path,
                                    address,
                                    Integer.toString(port),
                                    path),
                            false,
                            Ran::isWell,
                            "a request for port " + port + " and `" + path + "` did not succeed",
                            "its image has none of curl, wget and bash, of which `http` needs one");
            case Ready.Health() ->
                    new ReadyCheck(
                            service.config().healthcheck(),
                            true,
                            Ran::isWell,
                            "the health check of its image did not succeed",
                            "the program of its health check is missing");
            case Ready.Succeeds(Step.Command command) ->
                    new ReadyCheck(
                            switch (command) {
                                case Step.Command.Script(String text) -> shell(text);
                                case Step.Command.Argv(List<String> argv) -> argv;
                            },
                            true,
                            Ran::isWell,
                            "the program that tells whether it is ready did not succeed",
                            "the program that tells whether it is ready is missing");
        };
    }

    private static List<String> shell(String script, String... arguments) {
        return Stream.of(SHELL.stream(), Stream.of(script, "sh"), Stream.of(arguments))
                .flatMap(words -> words)
                .toList();
    }

    /** Whether the kernel's table of sockets has one that waits for others at the port. */
    static boolean listens(String table, int port) {
        String wanted = String.format(Locale.ROOT, ":%04X", port);
        return table.lines()
                .map(line -> line.strip().split("\\s+"))
                .anyMatch(
                        fields ->
                                fields.length > 3
                                        && fields[3].equals("0A")
                                        && fields[1].endsWith(wanted)
                                        && !isLoopback(fields[1]));
    }

    private static boolean isLoopback(String address) {
        // 127.0.0.0/8, also as ::ffff:127.0.0.0/104, and ::1, as the kernel of a little-endian
        // machine writes them.
        return address.matches("(0{16}FFFF0000)?[0-9A-F]{6}7F:.*")
                || address.startsWith("0".repeat(24) + "01000000");
    }
}
