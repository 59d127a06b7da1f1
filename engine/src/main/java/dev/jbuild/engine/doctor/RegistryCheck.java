package dev.jbuild.engine.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.jbuild.engine.docker.EngineLocator;
import dev.jbuild.engine.trust.HostTrust;
import dev.jbuild.engine.trust.Trust;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Looks at what registries are met with: certificate authorities and logins. */
final class RegistryCheck {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HELPER = "docker-credential-";

    private RegistryCheck() {}

    static List<Finding> of(Map<String, String> environment) {
        List<Finding> findings = new ArrayList<>();
        findings.add(trust(environment));
        findings.add(logins(environment));
        return findings;
    }

    private static Finding trust(Map<String, String> environment) {
        try {
            return HostTrust.read(new Trust.Host(), environment).isPresent()
                    ? Finding.well("trust", "steps get the certificate authorities of this machine")
                    : Finding.lacking(
                            "trust",
                            "this machine has no bundle of certificate authorities for steps",
                            "install ca-certificates, or name a file in SSL_CERT_FILE");
        } catch (EnvironmentFailure e) {
            return Finding.broken("trust", e);
        }
    }

    private static Finding logins(Map<String, String> environment) {
        Path file = EngineLocator.configuration(environment).resolve("config.json");
        try {
            Set<String> missing = helpers(JSON.readTree(Files.readAllBytes(file)));
            missing.removeIf(helper -> isProgram(HELPER + helper, environment));
            return missing.isEmpty()
                    ? Finding.well("logins", "as `docker login` keeps them in `" + file + "`")
                    : Finding.broken(
                            "logins",
                            "`"
                                    + file
                                    + "` names a program that is not there: "
                                    + HELPER
                                    + String.join(", " + HELPER, missing),
                            "install it, or take credsStore and credHelpers out of the file and"
                                    + " log in again with `docker login`");
        } catch (NoSuchFileException e) {
            return Finding.well("logins", "none: `" + file + "` is not there");
        } catch (IOException e) {
            // Not with the parser's message, which may quote a secret.
            return Finding.broken(
                    "logins", "`" + file + "` is not readable JSON", "mend it, or log in again");
        }
    }

    private static Set<String> helpers(JsonNode config) {
        Set<String> helpers = new TreeSet<>();
        helpers.add(config.path("credsStore").asText(""));
        config.path("credHelpers").forEach(helper -> helpers.add(helper.asText("")));
        helpers.remove("");
        return helpers;
    }

    private static boolean isProgram(String name, Map<String, String> environment) {
        return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(name)));
    }
}
