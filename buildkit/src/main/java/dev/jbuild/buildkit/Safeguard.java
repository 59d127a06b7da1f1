package dev.jbuild.buildkit;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;

import dev.jbuild.buildkit.llb.Sha256;
import dev.jbuild.buildkit.wire.gateway.ReturnRequest;
import dev.jbuild.buildkit.wire.pb.Definition;
import dev.jbuild.buildkit.wire.pb.Input;
import dev.jbuild.buildkit.wire.pb.Op;

import java.security.MessageDigest;
import java.util.HashSet;
import java.util.Set;

/**
 * The last look at messages that would kill the whole daemon if they were wrong, and with it
 * everybody's builds and containers: a graph that refers to what it does not contain (Docker 24.0
 * to 27.3), and an end of a build with neither result nor error (every current version).
 */
final class Safeguard {

    private Safeguard() {}

    /** Passes a graph whose every input is defined before it is used. */
    static Definition definition(Definition definition) throws BuildkitException.Rejected {
        if (definition.getDefCount() < 2) {
            throw new BuildkitException.Rejected("the graph is empty");
        }
        Set<String> known = new HashSet<>();
        for (ByteString encoded : definition.getDefList()) {
            Op op;
            try {
                op = Op.parseFrom(encoded);
            } catch (InvalidProtocolBufferException e) {
                throw new BuildkitException.Rejected(
                        "an operation of the graph cannot be read: " + e.getMessage());
            }
            for (Input input : op.getInputsList()) {
                if (!known.contains(input.getDigest())) {
                    throw new BuildkitException.Rejected(
                            "an operation refers to "
                                    + input.getDigest()
                                    + ", which is not in the graph before it");
                }
            }
            known.add(digest(encoded));
        }
        Op last = lastOf(definition);
        if (last.getInputsCount() != 1 || !last.getUnknownFields().asMap().isEmpty()) {
            throw new BuildkitException.Rejected(
                    "the graph does not end with a pointer to its result");
        }
        return definition;
    }

    /** Passes an end that says how it ended. */
    static ReturnRequest end(ReturnRequest request) throws BuildkitException.Rejected {
        if (!request.hasResult() && !request.hasError()) {
            throw new BuildkitException.Rejected("the end of a build has neither result nor error");
        }
        return request;
    }

    private static Op lastOf(Definition definition) throws BuildkitException.Rejected {
        try {
            return Op.parseFrom(definition.getDef(definition.getDefCount() - 1));
        } catch (InvalidProtocolBufferException e) {
            throw new BuildkitException.Rejected(
                    "the graph's end cannot be read: " + e.getMessage());
        }
    }

    private static String digest(ByteString bytes) {
        MessageDigest sha256 = Sha256.begin();
        sha256.update(bytes.asReadOnlyByteBuffer());
        return Sha256.end(sha256);
    }
}
