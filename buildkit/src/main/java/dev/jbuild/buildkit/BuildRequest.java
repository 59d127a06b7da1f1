package dev.jbuild.buildkit;

import dev.jbuild.buildkit.session.SessionOptions;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Everything about a build that is settled before its work begins.
 *
 * @param exports what becomes of the result, see {@link Finish}. More than one needs the capability
 *     {@code exporter.multiple}
 * @param internal keep the build out of the daemon's history, which makes it faster
 * @param frontendAttrs settings for the daemon as a whole, such as {@code attest:provenance} or
 *     {@code build-arg:SOURCE_DATE_EPOCH}
 * @param progress called by one thread at a time, in the daemon's order, until {@code build}
 *     returns; must not block for long
 */
public record BuildRequest(
        SessionOptions session,
        List<Export> exports,
        Set<Entitlement> entitlements,
        boolean internal,
        Map<String, String> frontendAttrs,
        List<CacheStore> cacheImports,
        List<CacheStore> cacheExports,
        Consumer<Progress> progress) {

    /** No files, no exports, no progress. */
    public static final BuildRequest EMPTY = builder().build();

    public BuildRequest {
        exports = List.copyOf(exports);
        entitlements = entitlements.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(entitlements));
        frontendAttrs = Map.copyOf(frontendAttrs);
        cacheImports = List.copyOf(cacheImports);
        cacheExports = List.copyOf(cacheExports);
    }

    /** Starts with {@link #EMPTY}. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects a request, which says what each part means. For use by one thread. */
    public static final class Builder {
        private SessionOptions session = SessionOptions.EMPTY;
        private List<Export> exports = List.of();
        private Set<Entitlement> entitlements = Set.of();
        private boolean internal;
        private Map<String, String> frontendAttrs = Map.of();
        private List<CacheStore> cacheImports = List.of();
        private List<CacheStore> cacheExports = List.of();
        private Consumer<Progress> progress = _ -> {};

        private Builder() {}

        public Builder session(SessionOptions session) {
            this.session = session;
            return this;
        }

        public Builder exports(List<Export> exports) {
            this.exports = exports;
            return this;
        }

        public Builder entitlements(Set<Entitlement> entitlements) {
            this.entitlements = entitlements;
            return this;
        }

        public Builder internal(boolean internal) {
            this.internal = internal;
            return this;
        }

        public Builder frontendAttrs(Map<String, String> frontendAttrs) {
            this.frontendAttrs = frontendAttrs;
            return this;
        }

        public Builder cacheImports(List<CacheStore> cacheImports) {
            this.cacheImports = cacheImports;
            return this;
        }

        public Builder cacheExports(List<CacheStore> cacheExports) {
            this.cacheExports = cacheExports;
            return this;
        }

        public Builder progress(Consumer<Progress> progress) {
            this.progress = progress;
            return this;
        }

        public BuildRequest build() {
            return new BuildRequest(
                    session,
                    exports,
                    entitlements,
                    internal,
                    frontendAttrs,
                    cacheImports,
                    cacheExports,
                    progress);
        }
    }
}
