package dev.jbuild.cli.evaluation;

import dev.jbuild.cli.evaluation.form.Packing;
import dev.jbuild.model.Digest;
import dev.jbuild.model.Evaluation;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/**
 * A kept evaluation on disk: the SHA-256 of the rest, the length of the question, the question, the
 * evaluation. The question has the program in it, and so also says in which form the evaluation is
 * written: another program may have other parts in its model.
 */
final class EvaluationFormat {
    private static final int CHECKSUM = 32;

    private final Packing<Evaluation> evaluations = new Packing<>(Evaluation.class);

    /**
     * The bytes to be kept.
     *
     * @throws IllegalArgumentException when the evaluation has something in it that has no form
     */
    byte[] write(byte[] question, Evaluation evaluation) {
        byte[] packed = evaluations.pack(evaluation);
        ByteBuffer out =
                ByteBuffer.allocate(CHECKSUM + Integer.BYTES + question.length + packed.length);
        out.position(CHECKSUM);
        out.putInt(question.length).put(question).put(packed);
        return out.put(0, checksum(out.array())).array();
    }

    /** Empty when the bytes are damaged, or answer another question. */
    Optional<Evaluation> read(byte[] question, byte[] bytes) {
        int start = CHECKSUM + Integer.BYTES + question.length;
        if (bytes.length < start
                || !Arrays.equals(bytes, 0, CHECKSUM, checksum(bytes), 0, CHECKSUM)) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).position(CHECKSUM);
        boolean same =
                in.getInt() == question.length
                        && in.slice(in.position(), question.length)
                                .equals(ByteBuffer.wrap(question));
        return same
                ? Optional.of(evaluations.unpack(Arrays.copyOfRange(bytes, start, bytes.length)))
                : Optional.empty();
    }

    private static byte[] checksum(byte[] bytes) {
        MessageDigest sha256 = Digest.sha256();
        sha256.update(bytes, CHECKSUM, bytes.length - CHECKSUM);
        return sha256.digest();
    }
}
