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
    public static final BuildRequest EMPTY =
            new BuildRequest(
                    SessionOptions.EMPTY,
                    List.of(),
                    Set.of(),
                    false,
                    Map.of(),
                    List.of(),
                    List.of(),
                    progress -> {});

    public BuildRequest {
        exports = List.copyOf(exports);
        entitlements = entitlements.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(entitlements));
        frontendAttrs = Map.copyOf(frontendAttrs);
        cacheImports = List.copyOf(cacheImports);
        cacheExports = List.copyOf(cacheExports);
    }

    public BuildRequest withSession(SessionOptions session) {
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

    public BuildRequest withExports(List<Export> exports) {
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

    public BuildRequest withEntitlements(Set<Entitlement> entitlements) {
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

    public BuildRequest withInternal(boolean internal) {
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

    public BuildRequest withFrontendAttrs(Map<String, String> frontendAttrs) {
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

    public BuildRequest withCaches(List<CacheStore> imports, List<CacheStore> exported) {
        return new BuildRequest(
                session,
                exports,
                entitlements,
                internal,
                frontendAttrs,
                imports,
                exported,
                progress);
    }

    public BuildRequest withProgress(Consumer<Progress> progress) {
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
