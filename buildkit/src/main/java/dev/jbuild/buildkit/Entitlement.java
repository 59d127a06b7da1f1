package dev.jbuild.buildkit;

/** A right that steps may use only if the build asks for it and the daemon allows it. */
public enum Entitlement {
    /** Steps in the daemon's own network. */
    NETWORK_HOST("network.host"),
    /** Steps without confinement. */
    SECURITY_INSECURE("security.insecure");

    private final String wireName;

    Entitlement(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return wireName;
    }
}
