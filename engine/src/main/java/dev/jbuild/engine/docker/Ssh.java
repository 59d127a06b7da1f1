package dev.jbuild.engine.docker;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Reaches the engine of another machine by {@code ssh}, as the {@code docker} command does. */
final class Ssh {
    private Ssh() {}

    /** The program whose input and output are a connection to the engine at {@code address}. */
    static List<String> command(URI address) {
        List<String> command = new ArrayList<>(List.of("ssh", "-T", "-o", "ConnectTimeout=10"));
        if (address.getUserInfo() != null) {
            command.addAll(List.of("-l", address.getUserInfo()));
        }
        if (address.getPort() >= 0) {
            command.addAll(List.of("-p", Integer.toString(address.getPort())));
        }
        // Behind `--` a host is a host, whatever it begins with.
        command.addAll(List.of("--", address.getHost(), "docker"));
        if (address.getPath() != null && address.getPath().length() > 1) {
            command.addAll(List.of("--host", "unix://" + address.getPath()));
        }
        command.addAll(List.of("system", "dial-stdio"));
        return List.copyOf(command);
    }
}
