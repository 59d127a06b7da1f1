package dev.jbuild.dsl.script;

import dev.jbuild.model.RunOptions.Secret;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;

/** What every run that follows in a target finds without naming it again. */
final class Companions {
    private final SequencedSet<String> tmpfs = new LinkedHashSet<>();

    /** By the place where a run finds it, which has one secret. */
    private final SequencedMap<String, Secret> secrets = new LinkedHashMap<>();

    private boolean ssh;

    void addTmpfs(List<String> paths) {
        tmpfs.addAll(paths);
    }

    void addSecrets(List<Secret> more) {
        more.forEach(secret -> secrets.put(place(secret), secret));
    }

    void addSsh() {
        ssh = true;
    }

    /** With those of one run. */
    List<String> tmpfs(List<String> own) {
        SequencedSet<String> all = new LinkedHashSet<>(tmpfs);
        all.addAll(own);
        return List.copyOf(all);
    }

    /** With those of one run, which take the place of others. */
    List<Secret> secrets(List<Secret> own) {
        SequencedMap<String, Secret> all = new LinkedHashMap<>(secrets);
        own.forEach(secret -> all.put(place(secret), secret));
        return new ArrayList<>(all.values());
    }

    boolean ssh(boolean own) {
        return ssh || own;
    }

    private static String place(Secret secret) {
        return switch (secret) {
            case Secret.Variable(String name, String _) -> name;
            case Secret.File(String path, String _) -> path;
        };
    }
}
