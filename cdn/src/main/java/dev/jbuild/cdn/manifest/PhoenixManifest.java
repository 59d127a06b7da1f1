package dev.jbuild.cdn.manifest;

import com.google.gson.stream.JsonWriter;

import dev.jbuild.cdn.fingerprint.Integrity;
import dev.jbuild.cdn.fingerprint.NamedFile;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** {@code cache_manifest.json}, as {@code mix phx.digest} writes it and Phoenix reads it. */
public final class PhoenixManifest {
    /**
     * 1970 in seconds since the year 0, which is how Phoenix counts. Its own task tells old files
     * by this time; here expiry does that, and a time of the day would make each release another.
     */
    private static final long EPOCH = 62_167_219_200L;

    private PhoenixManifest() {}

    /**
     * Writes the list.
     *
     * @param files of a release; those that were renamed are listed
     */
    public static byte[] write(List<NamedFile> files, Integrity hashes) throws IOException {
        List<NamedFile> renamed =
                files.stream().filter(file -> !file.path().equals(file.logical())).toList();
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setHtmlSafe(false);
            json.setIndent("  ");
            json.beginObject().name("version").value(1);
            json.name("digests").beginObject();
            for (NamedFile file : renamed) {
                json.name(file.path()).beginObject();
                json.name("digest").value(hash(file));
                json.name("logical_path").value(file.logical());
                json.name("mtime").value(EPOCH);
                json.name("sha512").value(hashes.hash(file.content().digest(), "SHA-512"));
                json.name("size").value(file.content().size()).endObject();
            }
            json.endObject().name("latest").beginObject();
            for (NamedFile file : renamed) {
                json.name(file.logical()).value(file.path());
            }
            json.endObject().endObject();
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The part of the name that was put in. */
    private static String hash(NamedFile file) {
        int inserted = file.path().length() - file.logical().length();
        int start = 0;
        while (start < file.logical().length()
                && file.logical().charAt(start) == file.path().charAt(start)) {
            start++;
        }
        return file.path().substring(start + 1, start + inserted).toLowerCase(Locale.ROOT);
    }
}
