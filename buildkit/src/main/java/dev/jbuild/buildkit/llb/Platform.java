package dev.jbuild.buildkit.llb;

/**
 * An operating system and processor, in Go's words: {@code linux/arm64}, {@code linux/arm/v7}.
 *
 * @param variant refines the architecture; empty where there is only one. {@code arm64/v8} is plain
 *     {@code arm64}
 */
public record Platform(String os, String architecture, String variant) {

    public static final Platform LINUX_AMD64 = new Platform("linux", "amd64", "");
    public static final Platform LINUX_ARM64 = new Platform("linux", "arm64", "");

    /** Throws {@link IllegalArgumentException} when the system or the architecture is empty. */
    public Platform {
        if (os.isEmpty() || architecture.isEmpty()) {
            throw new IllegalArgumentException("a platform needs an os and an architecture");
        }
        if (architecture.equals("arm64") && variant.equals("v8")) {
            variant = "";
        }
    }

    /**
     * Reads {@code os/architecture[/variant]}; throws {@link IllegalArgumentException} for anything
     * else.
     */
    public static Platform parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length < 2 || parts.length > 3) {
            throw new IllegalArgumentException("not a platform: " + text);
        }
        return new Platform(parts[0], parts[1], parts.length == 3 ? parts[2] : "");
    }

    /** The form that {@link #parse} reads. */
    @Override
    public String toString() {
        String base = os + "/" + architecture;
        return variant.isEmpty() ? base : base + "/" + variant;
    }
}
