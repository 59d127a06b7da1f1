package dev.jbuild.examples.testing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The engine, by way of its own command line. */
public final class Containers {
    private static final String DOCKER =
            TestEngine.environment().getOrDefault("JBUILD_DEV_DOCKER", "docker");

    private Containers() {}

    /** What a command of the engine prints, without the last line break. */
    public static String docker(String... arguments) throws IOException, InterruptedException {
        return Processes.output(command(arguments)).stripTrailing();
    }

    static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(DOCKER));
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    /** The platform that runs without emulation. */
    public static String nativePlatform() throws IOException, InterruptedException {
        return docker("version", "--format", "{{.Server.Os}}/{{.Server.Arch}}");
    }

    /** One that is emulated. */
    public static String foreignPlatform() throws IOException, InterruptedException {
        return nativePlatform().equals("linux/amd64") ? "linux/arm64" : "linux/amd64";
    }

    /**
     * Whether an image of several platforms fits under one name. It does in containerd's image
     * store, and not in that of a graph driver.
     */
    public static boolean holdIndexes() throws IOException, InterruptedException {
        return docker("info", "--format", "{{.DriverStatus}}").contains("io.containerd");
    }

    /** What the machine is called that a container of a platform believes to run on. */
    public static String machine(String platform) {
        return platform.equals("linux/amd64") ? "x86_64" : "aarch64";
    }

    /** Removes an image, which need not be there. */
    public static void remove(String image) throws IOException, InterruptedException {
        if (!docker("images", "-q", image).isEmpty()) {
            docker("rmi", "-f", image);
        }
    }
}
