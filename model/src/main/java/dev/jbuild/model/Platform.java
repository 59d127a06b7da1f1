package dev.jbuild.model;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An operating system and processor that images are made for, in the terms of the OCI image
 * specification.
 *
 * @param variant processor variant such as {@code v7}, empty where the architecture needs none
 */
public record Platform(String os, String architecture, String variant)
        implements Comparable<Platform> {
    private static final Pattern PART = Pattern.compile("[a-z0-9_]+");

    /** Those that Go knows, which engines and registries take their names from. */
    private static final Set<String> SYSTEMS =
            Set.of(
                    "aix",
                    "android",
                    "darwin",
                    "dragonfly",
                    "freebsd",
                    "illumos",
                    "ios",
                    "js",
                    "linux",
                    "netbsd",
                    "openbsd",
                    "plan9",
                    "solaris",
                    "wasi",
                    "wasip1",
                    "windows");

    private static final Set<String> ARCHITECTURES =
            Set.of(
                    "386",
                    "amd64",
                    "arm",
                    "arm64",
                    "loong64",
                    "mips",
                    "mips64",
                    "mips64le",
                    "mipsle",
                    "ppc64",
                    "ppc64le",
                    "riscv64",
                    "s390x",
                    "wasm",
                    "wasm32",
                    "wasm64");

    public Platform {
        if (!PART.matcher(os).matches()
                || !PART.matcher(architecture).matches()
                || !(variant.isEmpty() || PART.matcher(variant).matches())) {
            throw new IllegalArgumentException(
                    "not a platform: " + os + "/" + architecture + "/" + variant);
        }
    }

    /**
     * Reads {@code os/architecture[/variant]}, with the usual other names of an architecture
     * ({@code x86_64}, {@code aarch64}) brought to the one in use.
     *
     * @throws IllegalArgumentException when the text has another form
     */
    public static Platform parse(String text) {
        String[] parts = text.toLowerCase(Locale.ROOT).split("/", -1);
        if (parts.length < 2 || parts.length > 3) {
            throw new IllegalArgumentException("not of the form os/architecture: " + text);
        }
        String architecture = normalised(parts[1]);
        String variant = parts.length == 3 ? parts[2] : "";
        if (architecture.equals("arm64") && variant.equals("v8")) {
            variant = "";
        } else if (architecture.equals("arm") && variant.isEmpty()) {
            variant = "v7";
        }
        return new Platform(parts[0], architecture, variant);
    }

    /** The Linux platform of a processor as the JVM names it in {@code os.arch}. */
    public static Platform linux(String jvmArchitecture) {
        return parse("linux/" + jvmArchitecture);
    }

    /** The platform of a machine as its JVM names it in {@code os.name} and {@code os.arch}. */
    public static Platform ofMachine(String jvmSystem, String jvmArchitecture) {
        String system = jvmSystem.toLowerCase(Locale.ROOT);
        String os =
                system.startsWith("mac")
                        ? "darwin"
                        : system.startsWith("windows") ? "windows" : "linux";
        return parse(os + "/" + jvmArchitecture);
    }

    /**
     * Reads the name of a platform that there is, so that it is no slip of the keyboard.
     *
     * @throws IllegalArgumentException when there is none of that name
     */
    public static Platform parseKnown(String text) {
        Platform platform = parse(text);
        if (!SYSTEMS.contains(platform.os) || !ARCHITECTURES.contains(platform.architecture)) {
            throw new IllegalArgumentException("there is no " + platform);
        }
        return platform;
    }

    private static String normalised(String architecture) {
        return switch (architecture) {
            case "x86_64", "x86-64" -> "amd64";
            case "aarch64" -> "arm64";
            case "i386", "i686" -> "386";
            case "armhf" -> "arm";
            default -> architecture;
        };
    }

    @Override
    public int compareTo(Platform other) {
        return toString().compareTo(other.toString());
    }

    /** {@code os/architecture[/variant]}, which {@link #parse} reads. */
    @Override
    public String toString() {
        return os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
    }
}
