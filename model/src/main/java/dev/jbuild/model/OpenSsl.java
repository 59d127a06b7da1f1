package dev.jbuild.model;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/**
 * SHA-256 by the OpenSSL of the machine, which uses what the processor has for it. Java's own does
 * so too, but only once the thorough compiler (C2) has come to it, and a JVM that has to start
 * quickly goes without that one.
 */
@SuppressWarnings("restricted") // What calls native code is.
final class OpenSsl {
    /** That of OpenSSL 3. Builds of 1.1 are around that end the process where FIPS is demanded. */
    private static final String LIBRARY = "libcrypto.so.3";

    /** {@code SHA256_CTX} of {@code openssl/sha.h} has 112 bytes. */
    private static final int STATE = 128;

    private static final int LENGTH = 32;

    /** In bytes. The garbage collector waits for each call, so that none may take long. */
    private static final int MOST_AT_ONCE = 256 << 10;

    private final MethodHandle init;
    private final MethodHandle update;
    private final MethodHandle end;

    private OpenSsl(SymbolLookup library) {
        init = function(library, "SHA256_Init", ValueLayout.ADDRESS);
        update =
                function(
                        library,
                        "SHA256_Update",
                        ValueLayout.ADDRESS,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_LONG);
        end = function(library, "SHA256_Final", ValueLayout.ADDRESS, ValueLayout.ADDRESS);
    }

    private static MethodHandle function(
            SymbolLookup library, String name, ValueLayout... parameters) {
        return Linker.nativeLinker()
                .downcallHandle(
                        library.findOrThrow(name),
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, parameters),
                        Linker.Option.critical(true));
    }

    /** Empty where there is none, or where this program may not call it. */
    static Optional<OpenSsl> find() {
        if (!OpenSsl.class.getModule().isNativeAccessEnabled()) {
            return Optional.empty();
        }
        try {
            OpenSsl found = new OpenSsl(SymbolLookup.libraryLookup(LIBRARY, Arena.global()));
            return found.isRight() ? Optional.of(found) : Optional.empty();
        } catch (RuntimeException | LinkageError e) {
            // No such library, one without these functions, or a system without such calls.
            return Optional.empty();
        }
    }

    /** A wrong digest would be a wrong build: it has to agree with Java's before it is trusted. */
    private boolean isRight() {
        byte[] sample = "which is which? ".repeat(100).getBytes(StandardCharsets.US_ASCII);
        return Arrays.equals(sha256().digest(sample), Digest.sha256().digest(sample));
    }

    MessageDigest sha256() {
        return new Sha256();
    }

    private final class Sha256 extends MessageDigest {
        private final byte[] state = new byte[STATE];
        private final MemorySegment context = MemorySegment.ofArray(state);

        Sha256() {
            super("SHA-256");
            engineReset();
        }

        private Sha256(byte[] state) {
            super("SHA-256");
            System.arraycopy(state, 0, this.state, 0, STATE);
        }

        @Override
        public Object clone() {
            return new Sha256(state);
        }

        @Override
        protected int engineGetDigestLength() {
            return LENGTH;
        }

        @Override
        protected void engineReset() {
            call(() -> (int) init.invokeExact(context));
        }

        @Override
        protected void engineUpdate(byte input) {
            engineUpdate(new byte[] {input}, 0, 1);
        }

        @Override
        protected void engineUpdate(byte[] input, int offset, int length) {
            MemorySegment content = MemorySegment.ofArray(input).asSlice(offset, length);
            for (long done = 0; done < length; done += MOST_AT_ONCE) {
                MemorySegment piece = content.asSlice(done, Math.min(MOST_AT_ONCE, length - done));
                call(() -> (int) update.invokeExact(context, piece, piece.byteSize()));
            }
        }

        @Override
        protected byte[] engineDigest() {
            byte[] digest = new byte[LENGTH];
            MemorySegment result = MemorySegment.ofArray(digest);
            call(() -> (int) end.invokeExact(result, context));
            engineReset();
            return digest;
        }
    }

    @FunctionalInterface
    private interface Call {
        /** Returns 1 when the work is done. */
        int answer() throws Throwable;
    }

    private static void call(Call call) {
        int answer;
        try {
            answer = call.answer();
        } catch (Throwable e) { // Handles of functions declare no less.
            throw new IllegalStateException("OpenSSL cannot be called", e);
        }
        if (answer != 1) {
            throw new IllegalStateException("OpenSSL cannot go on with a digest");
        }
    }
}
