package dev.jbuild.buildkit.session;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Credentials as {@code docker login} keeps them: in Docker's {@code config.json}, or in the helper
 * programs that it names. A helper for the host goes before the general one, and both before what
 * is in the file.
 *
 * <p>The file is read at each question, which is at most a few times in a build: a login during a
 * build counts.
 */
public final class DockerConfigCredentials implements CredentialsProvider {

    private static final String HUB_KEY = "https://index.docker.io/v1/";
    private static final List<String> HUB_HOSTS =
            List.of("registry-1.docker.io", "docker.io", "index.docker.io");

    private final Path file;
    private final CredentialHelper helper;

    /**
     * Reads the given file.
     *
     * @param file {@code config.json}; when it is missing everything is anonymous
     */
    public DockerConfigCredentials(Path file) {
        this(file, new CredentialHelper.Program());
    }

    DockerConfigCredentials(Path file, CredentialHelper helper) {
        this.file = file;
        this.helper = helper;
    }

    /**
     * The file that Docker's own client would use.
     *
     * @param environment the variables of the process; {@code DOCKER_CONFIG} names the directory,
     *     else it is {@code $HOME/.docker}
     */
    public static DockerConfigCredentials of(Map<String, String> environment) {
        String directory = environment.getOrDefault("DOCKER_CONFIG", "");
        Path parent =
                directory.isEmpty()
                        ? Path.of(environment.getOrDefault("HOME", ""), ".docker")
                        : Path.of(directory);
        return new DockerConfigCredentials(parent.resolve("config.json"));
    }

    @Override
    public Credentials credentials(String host) throws IOException {
        JsonObject config = read();
        for (String key : keys(host)) {
            Optional<String> own = text(object(config, "credHelpers"), key);
            if (own.isPresent()) {
                return helper.get(own.get(), key);
            }
        }
        Optional<String> store = text(config, "credsStore");
        if (store.isPresent()) {
            for (String key : keys(host)) {
                Credentials found = helper.get(store.get(), key);
                if (!found.equals(Credentials.ANONYMOUS)) {
                    return found;
                }
            }
        }
        JsonObject auths = object(config, "auths");
        List<String> addresses =
                auths.keySet().stream().filter(key -> hostOf(key).equals(host)).toList();
        for (String key : Stream.concat(keys(host).stream(), addresses.stream()).toList()) {
            if (auths.has(key) && auths.get(key).isJsonObject()) {
                Credentials found = entry(auths.getAsJsonObject(key), key);
                if (!found.equals(Credentials.ANONYMOUS)) {
                    return found;
                }
            }
        }
        return Credentials.ANONYMOUS;
    }

    /** Under which names a login at the host may be kept; old clients wrote whole URLs. */
    private static List<String> keys(String host) {
        return HUB_HOSTS.contains(host)
                ? List.of(HUB_KEY, "docker.io", "index.docker.io", "registry-1.docker.io")
                : List.of(host, "https://" + host, "https://" + host + "/", "http://" + host);
    }

    private static String hostOf(String address) {
        return address.replaceFirst("^https?://", "").split("/", 2)[0];
    }

    private Credentials entry(JsonObject entry, String key) throws IOException {
        Optional<String> identity = text(entry, "identitytoken");
        if (identity.isPresent()) {
            return new Credentials("", identity.get());
        }
        Optional<String> auth = text(entry, "auth");
        if (auth.isPresent()) {
            return decode(auth.get(), key);
        }
        return new Credentials(
                text(entry, "username").orElse(""), text(entry, "password").orElse(""));
    }

    private Credentials decode(String auth, String key) throws IOException {
        String pair;
        try {
            pair = new String(Base64.getDecoder().decode(auth), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    file + ": the login for " + key + " is not readable; log in again", e);
        }
        int colon = pair.indexOf(':');
        if (colon < 0) {
            throw new IOException(
                    file + ": the login for " + key + " is not readable; log in again");
        }
        // Some clients pad the password with zero bytes.
        return new Credentials(
                pair.substring(0, colon), pair.substring(colon + 1).replace("\0", ""));
    }

    private JsonObject read() throws IOException {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            return new JsonObject();
        }
        try {
            JsonElement json = JsonParser.parseString(text);
            return json.isJsonObject() ? json.getAsJsonObject() : new JsonObject();
        } catch (JsonParseException e) {
            // Not with the parser's message, which may quote a secret.
            throw new IOException(file + " is not valid JSON");
        }
    }

    private static JsonObject object(JsonObject parent, String key) {
        JsonElement value = parent.get(key);
        return value != null && value.isJsonObject() ? value.getAsJsonObject() : new JsonObject();
    }

    private static Optional<String> text(JsonObject parent, String key) {
        JsonElement value = parent.get(key);
        return value != null && value.isJsonPrimitive() && !value.getAsString().isEmpty()
                ? Optional.of(value.getAsString())
                : Optional.empty();
    }
}
