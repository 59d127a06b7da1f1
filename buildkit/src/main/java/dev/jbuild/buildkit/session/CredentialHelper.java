package dev.jbuild.buildkit.session;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/** Asks one of Docker's credential helpers. */
@FunctionalInterface
interface CredentialHelper {

    /**
     * What the helper of this name keeps for a server; {@link Credentials#ANONYMOUS} when it has
     * nothing.
     */
    Credentials get(String helper, String server) throws IOException;

    /** Runs {@code docker-credential-<name> get}: the server on its input, JSON on its output. */
    final class Program implements CredentialHelper {

        private static final long PATIENCE_SECONDS = 30;
        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");

        /** Helpers are asked one after the other: some open a dialog, or lock a keychain. */
        private static final ReentrantLock TURN = new ReentrantLock();

        @Override
        public Credentials get(String helper, String server) throws IOException {
            if (!NAME.matcher(helper).matches()) {
                throw new IOException("`" + helper + "` is no name of a credential helper");
            }
            TURN.lock();
            try {
                return run("docker-credential-" + helper, server);
            } finally {
                TURN.unlock();
            }
        }

        private static Credentials run(String program, String server) throws IOException {
            Process process =
                    new ProcessBuilder(program, "get")
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            try {
                try (OutputStream in = process.getOutputStream()) {
                    in.write((server + "\n").getBytes(StandardCharsets.UTF_8));
                }
                String answer =
                        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    throw new IOException(program + " does not end");
                }
                return read(program, process.exitValue(), answer);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while asking " + program);
            } finally {
                process.destroyForcibly();
            }
        }

        private static Credentials read(String program, int exitCode, String answer)
                throws IOException {
            if (exitCode != 0) {
                if (answer.contains("credentials not found")) {
                    return Credentials.ANONYMOUS;
                }
                throw new IOException(program + " exited with " + exitCode + ": " + answer.strip());
            }
            try {
                JsonObject json = JsonParser.parseString(answer).getAsJsonObject();
                String username = text(json, "Username");
                return new Credentials(
                        username.equals("<token>") ? "" : username, text(json, "Secret"));
            } catch (JsonParseException | IllegalStateException e) {
                // Not with the answer, which may hold a secret.
                throw new IOException(program + " gave an answer that is no JSON object");
            }
        }

        private static String text(JsonObject json, String key) {
            JsonElement value = json.get(key);
            return value == null || value.isJsonNull() ? "" : value.getAsString();
        }
    }
}
