package dev.jbuild.buildkit;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.protobuf.ByteString;
import com.google.rpc.Code;
import com.google.rpc.Status;

import dev.jbuild.buildkit.llb.Platform;
import dev.jbuild.buildkit.wire.gateway.RefMap;
import dev.jbuild.buildkit.wire.gateway.Result;
import dev.jbuild.buildkit.wire.gateway.ReturnRequest;

/** Writes the end of a build. */
final class WireResults {

    private static final String CONFIG = "containerimage.config";
    private static final String BASE_CONFIG = "containerimage.base.config";

    private WireResults() {}

    static ReturnRequest success(GatewayResult result) throws BuildkitException.Rejected {
        // An empty result is one, and means that nothing is exported; none at all would crash the
        // daemon.
        Result.Builder wire = Result.newBuilder();
        switch (result) {
            case GatewayResult.None() -> {}
            case GatewayResult.Single(var ref, var config, var base) -> {
                wire.setRef(wire(ref));
                config(wire, CONFIG, config);
                config(wire, BASE_CONFIG, base);
            }
            case GatewayResult.Platforms platforms -> platforms(wire, platforms);
        }
        return Safeguard.end(ReturnRequest.newBuilder().setResult(wire).build());
    }

    static ReturnRequest failure(Throwable failure) throws BuildkitException.Rejected {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return Safeguard.end(
                ReturnRequest.newBuilder()
                        .setError(
                                Status.newBuilder().setCode(Code.UNKNOWN_VALUE).setMessage(message))
                        .build());
    }

    private static void platforms(Result.Builder wire, GatewayResult.Platforms platforms) {
        RefMap.Builder refs = RefMap.newBuilder();
        JsonArray mapping = new JsonArray();
        for (GatewayResult.PlatformResult result : platforms.results()) {
            String id = result.platform().toString();
            refs.putRefs(id, wire(result.ref()));
            mapping.add(mapping(id, result.platform()));
            config(wire, CONFIG + "/" + id, result.imageConfig());
            config(wire, BASE_CONFIG + "/" + id, result.baseConfig());
        }
        JsonObject all = new JsonObject();
        all.add("Platforms", mapping);
        wire.setRefs(refs).putMetadata("refs.platforms", ByteString.copyFromUtf8(all.toString()));
    }

    private static JsonObject mapping(String id, Platform platform) {
        JsonObject fields = new JsonObject();
        fields.addProperty("architecture", platform.architecture());
        fields.addProperty("os", platform.os());
        if (!platform.variant().isEmpty()) {
            fields.addProperty("variant", platform.variant());
        }
        JsonObject entry = new JsonObject();
        entry.addProperty("ID", id);
        entry.add("Platform", fields);
        return entry;
    }

    private static void config(Result.Builder wire, String key, String config) {
        if (!config.isEmpty()) {
            wire.putMetadata(key, ByteString.copyFromUtf8(config));
        }
    }

    private static dev.jbuild.buildkit.wire.gateway.Ref wire(Ref ref) {
        return dev.jbuild.buildkit.wire.gateway.Ref.newBuilder().setId(ref.id()).build();
    }
}
